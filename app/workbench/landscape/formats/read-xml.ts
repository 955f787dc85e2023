import sax from 'sax'
import { type Broken, decodeText } from './decode-text.ts'
import { firstBytes, type NamedFile } from './named-file.ts'
import { shortened } from './problem.ts'
import { pause, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'

/** No names for letters but the five of XML; the published types of the parser do not know this wish of it. */
const strictly: sax.SAXOptions & { strictEntities: true } = { position: true, strictEntities: true }

/** Hears the elements of an XML file in their order. Names come without the prefix of their namespace, in lower case. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>, prefix: string): void
  /** the text directly inside the element that closes, its parts put together */
  close(name: string, text: string): void
}

/**
 * Reads XML as a stream; false, with the reason among the problems, when it is broken, too long or too deep. Nothing is fetched and
 * no entity is known but the five of XML: a document type that declares some ("billion laughs") is refused before any is used.
 */
export async function readXml(file: NamedFile, reading: Reading, listener: XmlListener): Promise<boolean> {
  const refused = (
    code: Parameters<typeof refuseFile>[1]['code'],
    more: { row?: number; value?: string; limit?: number },
  ): false => {
    const { row = null, value = null, limit = 0 } = more
    refuseFile(reading, { file: file.name, row, value, code, facts: { limit } })
    return false
  }
  const { jsonDepth, xmlLength, cell } = reading.limits
  const parser = sax.parser(true, strictly)
  const texts: string[] = []
  let stopped: (() => false) | null = null
  const stop = (why: () => false) => {
    stopped ??= why
  }
  const row = () => parser.line + 1
  parser.onerror = (error) => {
    const at = row()
    stop(() => refused('xml-broken', { row: at, value: shortened(error.message.split('\n')[0] ?? '') }))
  }
  parser.ondoctype = (type) => {
    const at = row()
    if (type.includes('[')) stop(() => refused('xml-declares', { row: at, value: shortened(type) }))
  }
  parser.onopentag = ({ name, attributes }) => {
    if (stopped) return
    texts.push('')
    const at = row()
    if (texts.length > jsonDepth) stop(() => refused('too-deep', { row: at, limit: jsonDepth }))
    const plain = Object.entries(attributes).map(([key, value]): [string, string] => [localName(key), String(value)])
    listener.open(localName(name), new Map(plain), name.includes(':') ? name.slice(0, name.indexOf(':')) : '')
  }
  parser.onclosetag = (name) => {
    if (!stopped) listener.close(localName(name), texts.pop() ?? '')
  }
  const addText = (text: string) => {
    const at = texts.length - 1
    if (at >= 0 && texts[at]!.length <= cell) texts[at] += text
  }
  parser.ontext = addText
  parser.oncdata = addText
  let length = 0
  for await (const piece of textOf(file)) {
    if (piece.kind === 'broken') return refused(piece.code, { row: row(), ...(piece.value && { value: piece.value }) })
    length += piece.text.length
    if (length > xmlLength) return refused('xml-too-long', { limit: Math.round(xmlLength / 2 ** 20) })
    parser.write(piece.text)
    if (stopped) return (stopped as () => false)()
    await pause(reading)
  }
  parser.close()
  return stopped === null ? true : (stopped as () => false)()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/** As any text, unless the file itself names another encoding in its first line. */
async function* textOf(file: NamedFile): AsyncGenerator<{ kind: 'text'; text: string } | Broken> {
  const head = Buffer.from(await firstBytes(file, 200)).toString('latin1')
  const named = /^<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!/^(iso-8859-\d+|latin1|windows-125\d|us-ascii)$/u.test(named)) {
    yield* decodeText(file.open())
    return
  }
  const decoder = new TextDecoder(named)
  for await (const chunk of file.open()) yield { kind: 'text', text: decoder.decode(chunk, { stream: true }) }
  yield { kind: 'text', text: decoder.decode() }
}
