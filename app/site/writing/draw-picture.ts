import type { ElementContent } from 'hast'
import type { Image } from 'mdast'
import type { Drawing } from './draw-words.ts'
import { element } from './element.ts'

/** How wide a picture is on a page, for the browser to choose by. */
const sizes = '(max-width: 44rem) 100vw, 41rem'

/**
 * A picture of the site where it stands in a text; of one that cannot be seen, its words. One that is there by day and by night stands in an
 * element that chooses by itself: the browser loads the one that is seen, without a script.
 */
export function drawPicture(node: Image, { picture, xml }: Drawing): ElementContent[] {
  const alt = node.alt ?? ''
  const found = node.url.startsWith('picture:') ? picture(node.url.slice('picture:'.length)) : null
  // a picture from elsewhere would tell another site who reads here: its words stand for it
  if (!found) return [element('em', { className: ['picture-missing'] }, [{ type: 'text', value: alt }])]
  const { src, srcset, width, height, dark } = found
  const image = element(
    'img',
    {
      src,
      ...(srcset && { srcSet: srcset, sizes }),
      alt,
      width,
      height,
      // a reader of books knows neither
      ...(!xml && { loading: 'lazy', decoding: 'async' }),
    },
    [],
  )
  if (!dark) return [image]
  const byNight = element('source', { media: dark.media, srcSet: dark.srcset, sizes, width, height }, [])
  return [element('picture', {}, [byNight, image])]
}
