const tokens = [
  'open-water',
  'waterline',
  'relief-1',
  'relief-2',
  'relief-3',
  'relief-4',
  'relief-5',
  'relief-6',
  'contour',
  'coast',
  'ink',
  'halo',
  'madder',
  'glow',
  'muted',
  'side-1',
  'side-2',
  'side-3',
  'side-4',
  'side-1-tint',
  'side-2-tint',
  'side-3-tint',
  'line-strong',
  'focus',
] as const
export type ColourName = (typeof tokens)[number]
/** Red, green and blue, 0 to 1. */
export type Colour = readonly [number, number, number]
export interface Colours extends Readonly<Record<ColourName, Colour>> {
  /** a night map: what is light is the drawing, not the paper */
  readonly night: boolean
}

/** The colours of the page as it is now, light or dark. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  const read = Object.fromEntries(tokens.map((name) => [name, colour(style.getPropertyValue(`--${name}`))]))
  const paper = colour(style.getPropertyValue('--paper'))
  return { ...(read as Record<ColourName, Colour>), night: paper[0] + paper[1] + paper[2] < 1.5 }
}

/** Of `#rgb`, `#rrggbb` and `rgb(r g b / …)`, as tokens.css writes them; anything else is black. */
export function colour(text: string): Colour {
  const numbers = /^\s*rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(text)
  if (numbers !== null) return [Number(numbers[1]) / 255, Number(numbers[2]) / 255, Number(numbers[3]) / 255]
  const digits = /^\s*#([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(text)?.[1]
  if (digits === undefined) return [0, 0, 0]
  const six = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const part = (nth: number) => Number.parseInt(six.slice(2 * nth, 2 * nth + 2), 16) / 255
  return [part(0), part(1), part(2)]
}

/** Tells whenever light turns to dark or back, by the system or by the page. */
export function onColoursChanged(tell: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', tell)
  const page = new MutationObserver(tell)
  page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', tell)
    page.disconnect()
  }
}
