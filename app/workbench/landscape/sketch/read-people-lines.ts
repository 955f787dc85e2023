/** One line as somebody pasted it: what they call a person, and the group that person is mostly in. */
export interface PastedPerson {
  line: number
  label: string
  group: string | null
}

export interface PastedLine {
  line: number
  text: string
  why: 'no-label' | 'too-long' | 'twice'
}

export interface PastedPeople {
  people: PastedPerson[]
  /** in the order of their first mention */
  groups: string[]
  notUnderstood: PastedLine[]
}

/** Longer labels are a sign that something else was pasted; the database holds 200. */
const longestLabel = 80
/** More than this is not a first sketch: it should come as a file, where nothing has to be retyped. */
export const mostPeople = 300

/**
 * Reads "label, group" lines: one person a line, or several with "·" between them. A tab or a semicolon parts as well as a comma, so that
 * two columns of a spreadsheet can be pasted. The same label in the same group twice is one person too many and is told, not dropped.
 */
export function readPeopleLines(text: string): PastedPeople {
  const read: PastedPeople = { people: [], groups: [], notUnderstood: [] }
  const seen = new Set<string>()
  const groups = new Set<string>()
  for (const { line, piece } of pieces(text)) {
    const [label = '', group = ''] = splitOnce(piece)
    const why = refusal(label, group, seen)
    if (why) read.notUnderstood.push({ line, text: piece, why })
    else {
      read.people.push({ line, label, group: group || null })
      if (group) groups.add(group)
    }
  }
  return { ...read, groups: [...groups] }
}

function refusal(label: string, group: string, seen: Set<string>): PastedLine['why'] | null {
  if (!label) return 'no-label'
  if (label.length > longestLabel || group.length > longestLabel) return 'too-long'
  const key = JSON.stringify([label.toLocaleLowerCase(), group.toLocaleLowerCase()])
  if (seen.has(key)) return 'twice'
  seen.add(key)
  return null
}

function* pieces(text: string): Generator<{ line: number; piece: string }> {
  const lines = text.normalize('NFC').split(/\r\n|\r|\n/)
  for (const [at, line] of lines.entries()) {
    for (const piece of line.split('·'))
      if (piece.trim()) yield { line: at + 1, piece: piece.trim().replace(/\.$/, '') }
  }
}

/** At the last tab, semicolon or comma: a label may have a comma in it, a group seldom has. */
function splitOnce(piece: string): string[] {
  const at = Math.max(piece.lastIndexOf('\t'), piece.lastIndexOf(';'), piece.lastIndexOf(','))
  if (at < 0) return [tidy(piece)]
  return [tidy(piece.slice(0, at)), tidy(piece.slice(at + 1))]
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
