/**
 * Things and connections as a tool for networks writes them, whichever tool: what Kumu, GEXF, GraphML and graphology have in common,
 * before anything is made of it.
 */
export interface GraphMap {
  format: GraphFormat
  name: string | null
  elements: GraphItem[]
  /** elements that said more of an earlier one, and were merged into it */
  merged: GraphItem[]
  connections: GraphConnection[]
  /** parts that have no place in a landscape of people, with how many there are of each */
  leftOut: { part: string; count: number }[]
  /** attributes that were private there, by their lower-case names */
  privateFields: string[]
  /** who is named at an end of a connection and is no element: made where the format allows that, refused otherwise */
  makesEnds: boolean
}

export type GraphFormat =
  | 'kumu-blueprint'
  | 'kumu-backup'
  | 'kumu-sheets'
  | 'graphml'
  | 'gexf'
  | 'graphology'
  | 'gephi-lite'

export interface GraphItem {
  /** where it stands in the file, e.g. "elements[3]" or "node 17" */
  path: string
  /** the row of a table that it is, where it is one */
  place?: { file: string; row: number; header: string[]; cells: string[] }
  id: string | null
  label: string | null
  types: string[]
  /** everything else that is said of it */
  fields: Map<string, unknown>
}

export interface GraphConnection extends GraphItem {
  from: string | null
  to: string | null
  /** directed, undirected or mutual; null when nobody said */
  direction: string | null
}

/** Under this field our own files say what a thing is called among us, where the file needs another name for it. */
export const OUR_ID = 'ecotone id'

/** A value as text: lists with "|" between their parts, whatever is deeper as JSON; null for nothing. */
export function fieldText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
    const parts = value.flatMap((one) => fieldText(one) ?? [])
    return parts.length === 0 ? null : parts.join('|')
  }
  return JSON.stringify(value)
}

/** One or several texts: a list, or one text in which "|" separates and "\|" stands for the mark itself. */
export function textsOf(value: unknown): string[] {
  const listed = Array.isArray(value) ? value : [value]
  return listed.flatMap((one) => splitTexts(textOrNull(one) ?? '')).flatMap((one) => one.trim() || [])
}

export function splitTexts(text: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    const next = text[at + 1]
    if (letter === '\\' && (next === '|' || next === '\\')) part += text[++at]
    else if (letter === '|') {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part]
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** A map with nothing in it yet. Its ends are made where a connection names somebody new, as other readers of these formats do. */
export function emptyGraphMap(format: GraphFormat): GraphMap {
  return {
    format,
    name: null,
    elements: [],
    merged: [],
    connections: [],
    leftOut: [],
    privateFields: [],
    makesEnds: true,
  }
}

/** An attribute called type says what something is, whatever tool wrote it. */
export function takeTypes(item: GraphItem): void {
  for (const [key, value] of item.fields) {
    if (key.toLowerCase() !== 'type') continue
    const types = textsOf(value)
    if (types.length === 0) continue
    item.types.unshift(...types)
    item.fields.delete(key)
    return
  }
}
