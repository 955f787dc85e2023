import type { Language } from '../../../platform/i18n/language.ts'
import { pathIn } from '../../visit.tsx'
import { sameLook } from '../same-look.ts'
import { pdfNames, pngNames } from './picture-size.ts'
import { pictureWords } from './picture-words.ts'

interface PictureLinksProps {
  language: Language
  /** of the page on which they stand: a picture shows what it shows */
  url: URL
  landscape: { slug: string }
  boundary: { id: string } | null
}

/** Every picture one can take of the map as it is seen now, with what each is good for. */
export function PictureLinks({ language, url, landscape, boundary }: PictureLinksProps) {
  const say = pictureWords(language)
  const look = { view: '', at: '', sel: '', boundary: boundary?.id ?? '' }
  const to = (format: string, size?: string) => {
    const address = sameLook(url, look, pathIn(landscape, 'landscape', `map.${format}`))
    return size === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}size=${size}`
  }
  const link = (format: string, words: string, size?: string) => (
    <a class="picture-size" href={to(format, size)}>
      {words}
    </a>
  )
  return (
    <dl class="picture-links">
      <dt>{say('png')}</dt>
      <dd>
        <span>{say('png_for')}</span>
        <span class="picture-sizes">{pngNames.map((size) => link('png', say(`png_${size}`), size))}</span>
      </dd>
      <dt>{say('pdf')}</dt>
      <dd>
        <span>{say('pdf_for')}</span>
        <span class="picture-sizes">{pdfNames.map((size) => link('pdf', say(`pdf_${size}`), size))}</span>
      </dd>
      <dt>{say('svg')}</dt>
      <dd>
        <span>{say('svg_for')}</span>
        <span class="picture-sizes">{link('svg', say('svg_file'))}</span>
      </dd>
    </dl>
  )
}
