import type { CustomFields } from '../drawn-landscape.ts'
import { customFields, customLabel, customLabelOf } from './custom-fields.ts'
import { fieldText, type GraphItem } from './graph-map.ts'
import { shortened } from './problem.ts'
import { notice, plainHeader } from './read-table.ts'
import { type CustomHolder, noteHomeless, type Reading } from './reading.ts'

/** What is said of an element or a connection and was not taken yet. */
export interface Said {
  left: Map<string, unknown>
}

export function startSaid(item: GraphItem): Said {
  return { left: new Map(item.fields) }
}

/** The text under the first of these headings ("Reported by" is `reported_by`) that suits, which is then taken; null otherwise. */
export function take(said: Said, name: string, suits: (text: string) => boolean = () => true): string | null {
  for (const [key, value] of said.left) {
    if (plainHeader(key) !== name) continue
    const text = fieldText(value)
    if (text === null || !suits(text.trim())) continue
    said.left.delete(key)
    return text.trim()
  }
  return null
}

/** Where on a picture something was drawn: no fact about a landscape. Told once for the file. */
const ofThePicture = new Set(['x', 'y', 'z', 'r', 'g', 'b', 'a'])

export interface LeftAside {
  /** headings that were private elsewhere, and how often */
  privately: Map<string, number>
  picture: number
}

/** Keeps what is left as custom fields where that was wished, and counts the rest. */
export function findHomes(
  said: Said,
  where: { file: string; of: CustomHolder; privateFields: readonly string[] },
  aside: LeftAside,
  reading: Reading,
): { custom?: CustomFields } {
  const { file, of } = where
  const kept: [string, string][] = []
  let onPicture = false
  for (const [heading, value] of said.left) {
    const text = fieldText(value)
    if (text === null) continue
    const label = customLabelOf(heading)
    if (label !== null) kept.push([label, text])
    else if (where.privateFields.includes(heading.toLowerCase()))
      aside.privately.set(heading, (aside.privately.get(heading) ?? 0) + 1)
    else if (ofThePicture.has(heading.toLowerCase())) onPicture = true
    else if (reading.keep.has(shortened(heading))) kept.push([customLabel(heading) ?? '-', text])
    else noteHomeless(reading, { file, of, field: shortened(heading) }, text)
  }
  if (onPicture) aside.picture++
  for (const [field, text] of kept) {
    if (text.length <= reading.limits.cell) continue
    const facts = { limit: reading.limits.cell }
    notice(reading, { file, row: null, field, value: shortened(text), code: 'too-long', facts })
  }
  const custom = customFields(kept, reading.limits)
  return custom ? { custom } : {}
}
