import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { audienceOf, type Output, type Parameter, type Parameters } from '@ecotone/engine/measure.ts'

/** What the pages tell of a measure. */
interface Described {
  id: string
  question: string
  parameters: Parameters
  outputs: Readonly<Record<string, Output>>
  cost: string
  when: Readonly<Record<'empty' | 'disconnected' | 'directed' | 'weighted', string>>
  caution: string
  citation: readonly string[]
}

const begin = (id: string) => `<!-- from the catalogue: ${id} -->`
const end = '<!-- end of what comes from the catalogue -->'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |`

function range(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
    case 'whole':
      return `${parameter.from} to ${parameter.to}${parameter.unit ? ` ${parameter.unit}` : ''}`
    case 'one-of':
    case 'some-of':
      return parameter.of.join(', ')
    case 'yes-or-no':
      return 'yes, no'
    case 'id':
      return `a ${parameter.names}`
    case 'ids':
      return parameter.names === 'person' ? 'people' : 'practices'
    case 'seed':
      return 'any text or whole number'
  }
}

function unlessSet(parameter: Parameter): string {
  const value = parameter.default
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}

/** The part of a measure's page that its descriptor in the catalogue says. */
export function catalogueBlock(measure: Described): string {
  const settings = Object.entries(measure.parameters).map(([name, parameter]) =>
    row(`\`${name}\``, parameter.means, range(parameter), unlessSet(parameter)),
  )
  const results = Object.entries(measure.outputs).map(([name, output]) =>
    row(
      `\`${name}\``,
      output.means,
      output.unit,
      audienceOf(output) === 'everyone' ? output.per : 'person, for them alone',
    ),
  )
  const { empty, disconnected, directed, weighted } = measure.when
  return [
    begin(measure.id),
    `**The question.** ${measure.question}`,
    settings.length === 0
      ? 'Nothing has to be set.'
      : ['| setting | what it means | range | unless set |', '|---|---|---|---|', ...settings].join('\n'),
    ['| result | what it means | unit | one per |', '|---|---|---|---|', ...results].join('\n'),
    [
      `- **Cost**: ${measure.cost}`,
      `- **Empty**: ${empty}`,
      `- **In pieces**: ${disconnected}`,
      `- **One-way ties**: ${directed}`,
      `- **Strengths**: ${weighted}`,
    ].join('\n'),
    `**What misleads.** ${measure.caution}`,
    `**Sources.** ${measure.citation.join(' · ') || 'Our own definition.'}`,
    end,
  ].join('\n\n')
}

/** A page with its parts from the catalogue written anew; the rest of the page stays. */
export function withCatalogue(page: string, measures: readonly Described[]): string {
  let text = page
  for (const measure of measures) {
    const from = text.indexOf(begin(measure.id))
    if (from < 0) continue
    const to = text.indexOf(end, from)
    if (to < 0) throw new Error(`The page of ${measure.id} opens its part from the catalogue and never ends it`)
    text = text.slice(0, from) + catalogueBlock(measure) + text.slice(to + end.length)
  }
  return text
}

/** Every measure that a family of the engine describes. */
export async function describedMeasures(root: string): Promise<Described[]> {
  const files = globSync('engine/*/*-measures.ts', { cwd: root }).sort()
  const families = await Promise.all(files.map((file) => import(join(root, file)) as Promise<Record<string, unknown>>))
  return families.flatMap((family) => Object.values(family).flat()) as Described[]
}

/** Where the page of a measure is. */
export function pageOf(root: string, id: string): string {
  return join(root, 'docs/methods', `${id}.md`)
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const measures = await describedMeasures(root)
  for (const { id } of measures.filter(({ id }) => !existsSync(pageOf(root, id)))) {
    writeFileSync(pageOf(root, id), `# ${id}\n\n${begin(id)}\n${end}\n`)
    process.stdout.write(
      `${pageOf(root, id)} is new: give it a title and say how it is computed and what it was checked by.\n`,
    )
  }
  for (const page of globSync('docs/methods/*.md', { cwd: root })) {
    const before = readFileSync(join(root, page), 'utf8')
    const after = withCatalogue(before, measures)
    if (after !== before) writeFileSync(join(root, page), after)
  }
}
