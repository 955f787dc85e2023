import type { Language } from '../../../platform/i18n/language.ts'
import { pathIn } from '../../visit.tsx'
import type { Landscape } from '../landscape.ts'
import { isToldOfFew } from '../landscape-policy.ts'
import { sameLook } from '../same-look.ts'
import { pdfNames, pngNames } from './picture-size.ts'
import { pictureWords } from './picture-words.ts'

interface PictureLinksProps {
  language: Language
  /** of the page on which they stand: a picture shows what it shows */
  url: URL
  landscape: Landscape
  boundary: { id: string } | null
}

/** Every picture one can take of the map as it is seen now, with what each is good for; for the team apart, and plainly marked. */
export function PictureLinks(props: PictureLinksProps) {
  const say = pictureWords(props.language)
  return (
    <>
      <p>{say('for_public')}</p>
      <PictureList {...props} forTeam={false} />
      {isToldOfFew(props.landscape) && (
        <details>
          <summary>{say('take_for_team')}</summary>
          <p>{say('for_team')}</p>
          <PictureList {...props} forTeam />
        </details>
      )}
    </>
  )
}

function PictureList({ language, url, landscape, boundary, forTeam }: PictureLinksProps & { forTeam: boolean }) {
  const say = pictureWords(language)
  const look = { view: '', at: '', sel: '', boundary: boundary?.id ?? '' }
  const to = (format: string, size?: string) => {
    const address = sameLook(url, look, pathIn(landscape, 'landscape', `map.${format}`))
    const more = new URLSearchParams({ ...(forTeam && { for: 'team' }), ...(size && { size }) })
    return more.size === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${more}`
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
