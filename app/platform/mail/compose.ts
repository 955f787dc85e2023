import type { KeptAttachment } from './attachment.ts'
import { encodedHeader, headerText } from './header-text.ts'
import { contactPlace, herePlace, stopPlace } from './letter.ts'
import type { MailKeys } from './mail-keys.ts'
import type { WaitingLetter } from './waiting-letters.ts'

/** Who sends, as the settings say. */
export interface Sender {
  /** "Ecotone <hello@example.org>" */
  from: string
  /** Where answers go; null for the sender's own address. */
  replyTo: string | null
  /** Where undeliverable mail comes back to, marked for each letter; null for the sender's own address. */
  bounces: string | null
  /** The address of the program, without a slash at the end. */
  origin: string
}

/** One message as the transport takes it. Header values in `headers` are ready: encoded, and of one line. */
export interface Message {
  from: string
  to: string
  replyTo?: string
  subject: string
  text: string
  html: string
  date: Date
  messageId: string
  envelope: { from: string; to: string }
  headers: Record<string, { prepared: true; value: string }>
  attachments?: { filename: string; contentType: string; content: Buffer; contentTransferEncoding: 'base64' }[]
}

/** Writes the message of a letter: the same one each time, so that a receiver who gets it twice can tell by its id. */
export function compose(letter: WaitingLetter & { address: string }, sender: Sender, keys: MailKeys): Message {
  const own = addressIn(sender.from)
  const stop = stopAddress(letter, sender, keys)
  const contact = addressIn(sender.replyTo ?? sender.from)
  const put = (text: string) => {
    const said = text.replaceAll(contactPlace, contact).replaceAll(herePlace, sender.origin)
    return stop ? said.replaceAll(stopPlace, stop) : said
  }
  return {
    from: sender.from,
    to: letter.address,
    ...((letter.replyTo ?? sender.replyTo) && { replyTo: letter.replyTo ?? sender.replyTo ?? own }),
    subject: headerText(letter.subject),
    text: put(letter.text),
    html: put(letter.html),
    ...(letter.attachments && { attachments: letter.attachments.map((one) => attached(one, put)) }),
    date: letter.writtenAt,
    messageId: `<${letter.id}@${domainOf(own)}>`,
    envelope: { from: envelopeSender(letter, sender, keys), to: letter.address },
    headers: {
      Subject: prepared(encodedHeader(letter.subject)),
      ...(letter.list && stop ? listHeaders(letter.list, sender, stop) : ofItself(letter)),
      ...(letter.follows && conversation(`<${letter.follows}@${domainOf(own)}>`)),
    },
  }
}

/** A file as it leaves. In text the same places are filled in as in the letter; lines of a calendar that became too long are folded. */
function attached({ name, type, content }: KeptAttachment, put: (text: string) => string) {
  const bytes = Buffer.from(content, 'base64')
  const said = type.startsWith('text/') ? put(bytes.toString('utf8')) : null
  const text = said !== null && type.startsWith('text/calendar') ? foldLines(said) : said
  return {
    filename: name,
    contentType: type,
    content: text === null ? bytes : Buffer.from(text),
    contentTransferEncoding: 'base64' as const,
  }
}

/** RFC 5545 (3.1): no line of a calendar has more than 75 bytes, and no letter is cut in two. */
function foldLines(text: string): string {
  return text.split('\r\n').flatMap(folded).join('\r\n')
}

function folded(line: string): string[] {
  const pieces = ['']
  let bytes = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (bytes + size > 75) {
      pieces.push(' ')
      bytes = 1
    }
    pieces[pieces.length - 1] += letter
    bytes += size
  }
  return pieces
}

/** RFC 3834: what no hand wrote says so, and answers to a message say that as well, so that no two programs answer each other. */
function ofItself({ written }: WaitingLetter): Message['headers'] {
  if (written === 'by-hand') return {}
  return { 'Auto-Submitted': prepared(written === 'reply' ? 'auto-replied' : 'auto-generated') }
}

/** RFC 5322: the letter it answers, by its id. */
function conversation(id: string): Message['headers'] {
  return { 'In-Reply-To': prepared(id), References: prepared(id) }
}

function prepared(value: string): { prepared: true; value: string } {
  return { prepared: true, value }
}

/** The headers of lists: RFC 2369, RFC 2919 and, for stopping by one press, RFC 8058. People wrote it, so it is not "auto-submitted". */
function listHeaders(list: NonNullable<WaitingLetter['list']>, sender: Sender, stop: string): Message['headers'] {
  const contact = `<mailto:${addressIn(sender.replyTo ?? sender.from)}>`
  const name = encodedHeader(list.name.replace(/["\\<>]/g, ' '))
  const shown = name.startsWith('=?') ? name : `"${name}"`
  return {
    'List-Id': prepared(`${shown} <${list.key}.${new URL(sender.origin).hostname}>`),
    'List-Unsubscribe': prepared(`<${stop}>`),
    'List-Unsubscribe-Post': prepared('List-Unsubscribe=One-Click'),
    'List-Help': prepared(contact),
    'List-Owner': prepared(contact),
    ...(list.archive && { 'List-Archive': prepared(`<${encodeURI(list.archive)}>`) }),
    Precedence: prepared('list'),
  }
}

/** Where whoever gets this letter stops its list; null for what goes to no list. */
function stopAddress(letter: WaitingLetter & { address: string }, sender: Sender, keys: MailKeys): string | null {
  if (!letter.list) return null
  const token = keys.stopToken({
    personId: letter.personId,
    list: letter.list,
    addressHash: keys.hashAddress(letter.address),
  })
  return `${sender.origin}/mail/stop/${token}`
}

function envelopeSender(letter: WaitingLetter, sender: Sender, keys: MailKeys): string {
  if (!sender.bounces) return addressIn(sender.from)
  const at = sender.bounces.lastIndexOf('@')
  return `${sender.bounces.slice(0, at)}+${keys.returnMark(letter.id)}${sender.bounces.slice(at)}`
}

/** The bare address in "Name <address>". */
function addressIn(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim()
}

/** What stands behind the last @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Can mail be sent there at all? Whether a mailbox is behind it, only a mail can tell. */
export function canBeAnAddress(address: string): boolean {
  return /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]{1,253}$/u.test(address)
}
