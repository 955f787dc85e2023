import type { CustomFields } from '../drawn-landscape.ts'
import { cleanText } from './clean-text.ts'
import type { Limits } from './limits.ts'

const MARK = 'custom:'

/** The heading under which every format of ours writes a custom field: "custom: Shoe size". */
export function customHeading(label: string): string {
  return `${MARK} ${label}`
}

/** The label in a heading that was written by us; null for any other heading. */
export function customLabelOf(heading: string): string | null {
  const text = heading.replace(/^\uFEFF/u, '').trimStart()
  if (!text.toLowerCase().startsWith(MARK)) return null
  return customLabel(text.slice(MARK.length))
}

/** A heading as a custom field may be called: one line of at most 200 characters; null when nothing is left of it. */
export function customLabel(heading: string): string | null {
  const label = cleanText(heading, false).text
  return label === null ? null : label.slice(0, 200).toWellFormed().trim() || null
}

/** Custom fields of pairs of label and text; undefined when none has a text. The first of two equal labels is kept. */
export function customFields(
  pairs: Iterable<readonly [label: string, raw: string]>,
  limits: Limits,
): CustomFields | undefined {
  const fields = new Map<string, string>()
  for (const [label, raw] of pairs) {
    const text = cleanText(raw.slice(0, limits.cell), true).text
    if (text !== null && !fields.has(label)) fields.set(label, text)
  }
  return fields.size === 0 ? undefined : Object.fromEntries(fields)
}

/** Every label that these things have, in one order for all. */
export function customLabelsOf(things: Iterable<{ custom?: CustomFields }>): string[] {
  const labels = new Set<string>()
  for (const { custom } of things) if (custom) for (const label of Object.keys(custom)) labels.add(label)
  return [...labels].sort()
}
