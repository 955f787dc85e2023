/** What a stylesheet says of elements with certain names and classes, weakest first. */
export interface StyleRule {
  /** outermost first; each a name of an element (or none) and the classes it must have */
  path: { name: string | null; classes: string[] }[]
  declarations: [property: string, value: string][]
}

/**
 * The rules of a stylesheet that hold always, in the order in which later ones win. Only names, classes, descendants and `:is()` are read: what a
 * drawing for paper has no use for (media, states, attributes, the root's themes) is left out. `:root` holds for the outermost element.
 */
export function readStylesheet(css: string): StyleRule[] {
  const rules: StyleRule[] = []
  for (const [, selectors, body] of withoutBlocks(css).matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const declarations = readDeclarations(body!)
    for (const selector of selectors!.split(/,(?![^(]*\))/).flatMap(eachOfIs)) {
      const path = readSelector(selector.trim())
      if (path !== null) rules.push({ path, declarations })
    }
  }
  return rules
    .map((rule, nth) => ({ rule, weight: weightOf(rule), nth }))
    .sort((a, b) => a.weight - b.weight || a.nth - b.nth)
    .map(({ rule }) => rule)
}

/** Without remarks and without anything that begins with an @. */
function withoutBlocks(css: string): string {
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  let kept = ''
  let from = 0
  for (;;) {
    const start = plain.indexOf('@', from)
    if (start < 0) return kept + plain.slice(from)
    kept += plain.slice(from, start)
    from = endOfBlock(plain, start)
  }
}

function endOfBlock(css: string, start: number): number {
  let depth = 0
  for (let at = start; at < css.length; at += 1) {
    if (css[at] === ';' && depth === 0) return at + 1
    if (css[at] === '{') depth += 1
    if (css[at] === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return css.length
}

/** `:is(.a, .b) .c` is `.a .c` and `.b .c`. */
function eachOfIs(selector: string): string[] {
  const [whole, choices] = /:is\(([^()]*)\)/.exec(selector) ?? []
  if (whole === undefined || choices === undefined) return [selector]
  return choices.split(',').flatMap((choice) => eachOfIs(selector.replace(whole, choice.trim())))
}

function readSelector(selector: string): StyleRule['path'] | null {
  if (selector === ':root') return [{ name: null, classes: [ROOT] }]
  const steps = selector.split(/\s+/).map((step) => /^([a-z][\w-]*)?((?:\.[\w-]+)*)$/i.exec(step))
  if (steps.some((step) => step === null || step[0] === '')) return null
  return steps.map((step) => ({ name: step![1] ?? null, classes: step![2]!.split('.').filter(Boolean) }))
}

/** Stands for `:root` among the classes of a rule. */
export const ROOT = ':root'

function weightOf({ path }: StyleRule): number {
  return path.reduce((sum, { name, classes }) => sum + classes.length * 100 + (name === null ? 0 : 1), 0)
}

function readDeclarations(body: string): [string, string][] {
  return body
    .split(';')
    .map((declaration): [string, string] => {
      const at = declaration.indexOf(':')
      return [declaration.slice(0, Math.max(0, at)).trim(), declaration.slice(at + 1).trim()]
    })
    .filter(([property, value]) => property !== '' && value !== '')
}
