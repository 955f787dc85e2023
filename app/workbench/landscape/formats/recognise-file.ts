import { firstBytes, type NamedFile } from './named-file.ts'
import type { ProblemCode } from './problem.ts'

/** What a file is by its first bytes, whatever it is called. */
export type FileKind =
  | 'text'
  | 'json'
  | 'zip'
  | 'xlsx'
  | 'ods'
  | 'gexf'
  | 'graphml'
  | 'empty'
  | { unreadable: ProblemCode }

const signatures: [string, ProblemCode][] = [
  ['d0cf11e0a1b11ae1', 'is-xls'],
  ['1f8b', 'is-packed'],
  ['377abcaf271c', 'is-packed'],
  ['526172211a07', 'is-packed'],
  ['25504446', 'is-document'],
  ['89504e47', 'is-document'],
  ['ffd8ff', 'is-document'],
  ['47494638', 'is-document'],
]

/**
 * What may stand before the first element of XML, and that element. Each part ends in one place alone: were there two ways of reading
 * twenty comments in a row, telling that nothing follows them would take minutes, and hundreds of them for ever.
 */
const beginningOfXml =
  /^(?:<\?[^>]*\?>|<!--(?:(?!-->).)*-->|<!doctype[^>[]*(?:\[[^\]]*\])?[^>[]*>|\s)*<(?:[\w.-]+:)?([\w.-]+)/isu

/** Looks at the beginning of a file only. A spreadsheet workbook is told apart from other archives by its first entry. */
export async function recogniseFile(file: NamedFile): Promise<FileKind> {
  const head = Buffer.from(await firstBytes(file, 4096))
  if (head.length === 0) return 'empty'
  const hex = head.subarray(0, 8).toString('hex')
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) {
    const inside = head.toString('latin1')
    const first = inside.slice(30, 300)
    if (/^(word|ppt)\//u.test(first)) return { unreadable: 'is-document' }
    if (/^(\[Content_Types\]\.xml|_rels\/|xl\/|docProps\/)/u.test(first)) return 'xlsx'
    const oasis = /^mimetype.{0,40}application\/vnd\.oasis\.opendocument\.(\w+)/su.exec(first)
    if (!oasis) return 'zip'
    return oasis[1]!.startsWith('spreadsheet') ? 'ods' : { unreadable: 'is-document' }
  }
  const signature = signatures.find(([start]) => hex.startsWith(start))
  if (signature) return { unreadable: signature[1] }
  const text = head
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/^\uFEFF|^\uFFFD\uFFFD/u, '')
    .trimStart()
  const root = beginningOfXml.exec(text)
  if (root?.[1] === 'gexf' || root?.[1] === 'graphml') return root[1]
  if (/^<(\?xml|!doctype|html)/iu.test(text)) return { unreadable: 'is-markup' }
  return /^[[{]/u.test(text) ? 'json' : 'text'
}
