import { element } from '../../../ui/element.ts'
import { leading, message } from '../../../ui/element-form.ts'
import type { DrawnMap } from '../map/draw-map.ts'
import type { FirstOpening, Parts } from './parts.ts'
import { addressOf, type Screen, step } from './screen.ts'

/** The landscape as a map, with one boundary and three captions. */
export function mapScreen(screen: Screen, part: Parts['map'], first: FirstOpening | null): HTMLElement {
  const { say, here, sketch, language } = screen
  const { drawn } = sketch
  const boundary = drawn.boundaries.find(({ id }) => id === screen.part) ?? drawn.boundaries[0] ?? null
  const { wide, compact } = part.drawMapHere(drawn, {
    seed: sketch.id,
    boundary: boundary?.id ?? null,
    language,
    clearings: first?.clearings ?? [],
  })
  return step(
    screen,
    { n: 5, title: say('captions_title') },
    drawn.boundaries.length > 1 &&
      element(
        'p',
        { class: 'actions' },
        drawn.boundaries.map(({ id, name }) =>
          id === boundary?.id
            ? element('strong', {}, name)
            : element('a', { href: addressOf(sketch, 'map', id) }, name),
        ),
      ),
    element('div', { class: 'device-map' }, drawing(wide, 'landscape-wide'), drawing(compact, 'landscape-compact')),
    element(
      'ul',
      { class: 'device-captions' },
      element('li', {}, say('caption_hills')),
      element('li', {}, say('caption_water')),
      boundary && element('li', {}, say('caption_bridges')),
    ),
    boundary &&
      element(
        'ul',
        { class: 'device-sides' },
        boundary.sides.map((side, nth) => element('li', {}, shapeOf(nth), ` ${side}`)),
      ),
    element(
      'details',
      { class: 'well', id: 'map-in-words' },
      element('summary', {}, here('map_in_words')),
      element(
        'ul',
        {},
        wide.features.map(({ label, sentence }) => element('li', {}, element('strong', {}, label), ` ${sentence}`)),
      ),
    ),
    drawn.ties.length === 0 && message('note', here('no_ties_yet')),
    element(
      'p',
      { class: 'actions' },
      leading(say('caption_next'), 'primary', addressOf(sketch, 'openings')),
      leading(here('more_ties'), 'plain', addressOf(sketch, 'ties')),
      leading(here('more_people'), 'quiet', addressOf(sketch, 'people')),
      leading(here('more_boundaries'), 'quiet', addressOf(sketch, 'boundary')),
    ),
  )
}

/** The drawing is text made by us, with every name in it escaped; its links only open the map in words. */
function drawing({ svg }: DrawnMap, frame: string): HTMLElement {
  const parsed = new DOMParser().parseFromString(`<div>${svg}</div>`, 'text/html')
  const holder = element('div', { class: frame }, ...parsed.body.childNodes)
  holder.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a')) return
    // the address after "#" says where in the sketch one is
    event.preventDefault()
    const words = holder.ownerDocument.querySelector<HTMLDetailsElement>('#map-in-words')
    if (words) words.open = true
    words?.querySelector('summary')?.focus()
  })
  return holder
}

/** The marks of the sides, as the pages of the server draw them beside their words. */
const shapes = [
  '<circle cx="6" cy="6" r="4.6"/>',
  '<rect x="1.8" y="1.8" width="8.4" height="8.4"/>',
  '<path d="M6 .9 11.1 6 6 11.1.9 6z"/>',
  '<path d="M6 1.2 11.2 10.4H.8z"/>',
]

function shapeOf(nth: number): Node {
  const n = Math.min(nth, shapes.length - 1)
  const svg = `<svg class="side-shape side-${n + 1}" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">${shapes[n]}</svg>`
  return new DOMParser().parseFromString(svg, 'text/html').body.firstChild!
}
