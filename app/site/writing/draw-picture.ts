import type { ElementContent } from 'hast'
import type { Image } from 'mdast'
import type { Drawing } from './draw-words.ts'
import { element } from './element.ts'

/**
 * A picture of the site where it stands in a text; of one that cannot be seen, its words. One that is there by day and by night stands twice, and the
 * stylesheet shows one of them: what is not shown is not read out.
 */
export function drawPicture(node: Image, { picture, xml }: Drawing): ElementContent[] {
  const alt = node.alt ?? ''
  const found = node.url.startsWith('picture:') ? picture(node.url.slice('picture:'.length)) : null
  // a picture from elsewhere would tell another site who reads here: its words stand for it
  if (!found) return [element('em', { className: ['picture-missing'] }, [{ type: 'text', value: alt }])]
  const { width, height, dark } = found
  const draw = ({ src, srcset }: { src: string; srcset?: string }, name: string | null) =>
    element(
      'img',
      {
        ...(name && { className: [name] }),
        src,
        ...(srcset && { srcSet: srcset, sizes: '(max-width: 44rem) 100vw, 41rem' }),
        alt,
        width,
        height,
        // a reader of books knows neither
        ...(!xml && { loading: 'lazy', decoding: 'async' }),
      },
      [],
    )
  return dark ? [draw(found, 'picture-light'), draw(dark, 'picture-dark')] : [draw(found, null)]
}
