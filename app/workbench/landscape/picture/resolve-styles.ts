import { plainColour } from './plain-colour.ts'
import { ROOT, readStylesheet, type StyleRule } from './stylesheet.ts'

/** An element that is open while its text is read: what its children need to know of it. */
interface Open {
  name: string
  classes: string[]
  /** custom properties in force here */
  tokens: Map<string, string>
}

const kept = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'stop-color',
  'stop-opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'text-anchor',
  'mix-blend-mode',
]
const opacityOf: Record<string, string> = {
  fill: 'fill-opacity',
  stroke: 'stroke-opacity',
  'stop-color': 'stop-opacity',
}

/**
 * A drawing without classes and tokens: everything that the stylesheet says of its elements stands on them as attributes, with variables,
 * mixed colours and shorthands worked out, so that programs without a browser draw the same. Takes the SVG of this program (every tag
 * closed, `>` escaped in attributes); a token that nobody set is a bug and throws. Cost O(elements · rules): some 10 ms for a map.
 */
export function resolveStyles(svg: string, css: string): string {
  const rules = readStylesheet(css)
  const open: Open[] = []
  return svg.replaceAll(/<(\/?)([\w:]+)([^>]*?)(\/?)>/g, (tag, closes: string, name: string, rest: string, empty) => {
    if (closes !== '') {
      open.pop()
      return tag
    }
    const attributes = new Map(
      [...rest.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!] as const),
    )
    const classes = (attributes.get('class') ?? '').split(' ').filter(Boolean)
    if (open.length === 0) classes.push(ROOT)
    const element: Open = { name, classes, tokens: open.at(-1)?.tokens ?? new Map() }
    const said = saidOf(element, open, rules)
    if (empty === '') open.push(element)
    attributes.delete('class')
    setPlainly(attributes, said, element.tokens)
    return `<${name}${[...attributes].map(([key, value]) => ` ${key}="${value}"`).join('')}${empty}>`
  })
}

/** What the rules say of an element, the strongest last; its own tokens are put into force on the way. */
function saidOf(element: Open, around: Open[], rules: StyleRule[]): Map<string, string> {
  const said = new Map<string, string>()
  for (const { path, declarations } of rules) {
    if (!matches(path, element, around)) continue
    for (const [property, value] of declarations) {
      if (property.startsWith('--')) element.tokens = new Map(element.tokens).set(property, value)
      else if (property === 'font') for (const [part, partly] of fontParts(value)) said.set(part, partly)
      else if (kept.includes(property)) said.set(property, value)
    }
  }
  return said
}

function matches(path: StyleRule['path'], element: Open, around: Open[]): boolean {
  const fits = ({ name, classes }: StyleRule['path'][number], one: Open) =>
    (name === null || name === one.name) && classes.every((each) => one.classes.includes(each))
  if (!fits(path.at(-1)!, element)) return false
  let step = path.length - 2
  for (let k = around.length - 1; k >= 0 && step >= 0; k -= 1) if (fits(path[step]!, around[k]!)) step -= 1
  return step < 0
}

/** `700 11.5px var(--sans)` in its parts. */
function fontParts(value: string): [string, string][] {
  const [, weight, size, family] = /^(\d+)\s+([\d.]+)px\s+(.+)$/.exec(value) ?? []
  if (!weight || !size || !family) return []
  return [
    ['font-weight', weight],
    ['font-size', size],
    ['font-family', family],
  ]
}

function setPlainly(attributes: Map<string, string>, said: Map<string, string>, tokens: Map<string, string>): void {
  for (const [property, value] of attributes)
    if (value.includes('var(')) attributes.set(property, quoted(withTokens(value, tokens)))
  for (const [property, value] of said) {
    const plain = withTokens(value, tokens).replaceAll(/(?<=[\d.])px\b/g, '')
    if (property === 'mix-blend-mode') attributes.set('style', `mix-blend-mode:${plain}`)
    else attributes.set(property, quoted(plain))
  }
  for (const [property, opacity] of Object.entries(opacityOf)) {
    const colour = plainColour(attributes.get(property) ?? '')
    if (colour === null) continue
    attributes.set(property, colour.hex)
    if (colour.alpha < 1) attributes.set(opacity, String(Number(attributes.get(opacity) ?? 1) * colour.alpha))
  }
}

/** As it may stand in an attribute. */
function quoted(value: string): string {
  return value.replaceAll('"', "'")
}

function withTokens(value: string, tokens: Map<string, string>): string {
  if (!value.includes('var(')) return value
  const filled = value.replaceAll(/var\((--[\w-]+)\)/g, (_, token: string) => {
    const meant = tokens.get(token)
    if (meant === undefined) throw new Error(`The drawing uses ${token}, which its stylesheets do not set.`)
    return meant
  })
  return withTokens(filled, tokens)
}
