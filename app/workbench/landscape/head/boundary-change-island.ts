import type { LivingMap } from '../map/live/living-map.ts'

/** What else on the page is of the boundary that is shown. */
const ofTheBoundary = [
  '[data-boundaries]',
  '.landscape-controls',
  '.known-on',
  '.landscape-legend',
  '.landscape-words',
  '.landscape-wide',
  '.landscape-compact',
  'play-back',
  '.compared',
]
/** As long as a new line is drawn from its source to its mouth, and its bridges come after it. */
const UNVEIL_MS = 640

let asked = 0
let shown = boundaryOf(window.location.href)

/**
 * Shows the map with another boundary without loading the page: where the map lives, a plain click on a boundary fetches what is of it, the
 * old line goes, the new one is drawn, and the address is one that Back leads out of. Whatever fails, the link is followed as it is.
 */
async function show(address: string, isNew: boolean): Promise<void> {
  const map = document.querySelector<LivingMap>('living-map.is-living')
  if (!map) return window.location.assign(address)
  asked += 1
  const mine = asked
  shown = boundaryOf(address)
  map.classList.add('is-leaving-boundary')
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } })
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const scene = fresh.querySelector<HTMLElement>('living-map')?.dataset['scene']
    if (!answer.ok || !scene) throw new Error(`the answer was ${answer.status}`)
    if (mine !== asked) return
    // the map that opens reads from the address where one looks, and what is chosen
    if (isNew) window.history.pushState(null, '', address)
    const hadFocus = document.activeElement?.closest('[data-boundaries]') !== null
    exchange(fresh)
    if (hadFocus) document.querySelector<HTMLElement>('[data-boundaries] [aria-current]')?.focus()
    map.classList.add('is-unveiling')
    await map.show(scene)
    map.classList.remove('is-leaving-boundary')
    await new Promise((resolve) => setTimeout(resolve, UNVEIL_MS))
    if (mine === asked) map.classList.remove('is-unveiling')
  } catch {
    if (mine === asked) window.location.assign(address)
  }
}

function exchange(fresh: Document): void {
  document.title = fresh.title
  for (const part of ofTheBoundary) {
    const [old, now] = [document.querySelector(part), fresh.querySelector(part)]
    if (old && now) old.replaceWith(now)
  }
  const chosen = document.querySelector<HTMLElement>('[data-boundaries] [aria-current]')
  chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('[data-boundaries] a')
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!link || !isPlain || event.defaultPrevented || !document.querySelector('living-map.is-living')) return
  event.preventDefault()
  if (!link.hasAttribute('aria-current')) void show(link.href, true)
})

/** Back and forward between boundaries; a mark within the page is none. */
window.addEventListener('popstate', () => {
  if (boundaryOf(window.location.href) !== shown) void show(window.location.href, false)
})

function boundaryOf(address: string): string {
  return new URL(address).searchParams.get('boundary') ?? ''
}
