import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { dir, type Language } from '../platform/i18n/language.ts'
import { contactPlace, stopPlace } from '../platform/mail/letter.ts'
import { uiWords } from './ui-words.ts'

/** One piece of a letter, in the order it is read. */
export type LetterPart = { text: string } | { items: string[] } | { link: string; label: string }

/** What a letter says; how it looks is decided here, for all of them alike. */
export interface LetterWords {
  language: Language
  subject: string
  parts: LetterPart[]
  /** Why whoever reads it gets it, as a sentence: "Somebody asked for this link with your address." */
  why: string
  /** Who writes, when it is not the instance itself: "Madalena Carriço, Arrábida coast". */
  sender?: string
  /** Goes to everybody on a list: the letter then ends with how to stop it. */
  onList?: boolean
}

/** A letter in both its forms, as it is put into the queue. */
export interface LaidOut {
  subject: string
  text: string
  html: string
}

/** The same letter as plain text and as simple HTML, in one language: what it says, who sends it, why it comes, how it is stopped. */
export async function layOutLetter(words: LetterWords): Promise<LaidOut> {
  return { subject: words.subject, text: asText(words), html: await asHtml(words) }
}

function asText(words: LetterWords): string {
  const say = uiWords(words.language)
  const part = (one: LetterPart) => {
    if ('items' in one) return one.items.map((item) => `- ${item}`).join('\n')
    return 'link' in one ? `${one.label}:\n\n${one.link}` : one.text
  }
  const foot = [
    words.why,
    ...(words.onList ? [`${say('letter_stop')}: ${stopPlace}`] : []),
    say('letter_contact', { address: contactPlace }),
  ]
  const sender = words.sender ? [words.sender] : []
  // "-- " alone on a line is how mail programs know where the words end and the foot begins
  return `${[...words.parts.map(part), ...sender].join('\n\n')}\n\n-- \n${[say('site'), ...foot].join('\n')}\n`
}

const serif = "Literata,Georgia,'Times New Roman',serif"
const sans = "'Instrument Sans',Arial,Helvetica,sans-serif"

/** Mail programs that know a dark screen change these; all others keep what stands at the elements. */
const dark = `@media (prefers-color-scheme: dark) {
  .l-paper { background: #1A1E22 !important; color: #EDE6D8 !important }
  .l-sheet { background: #22272C !important; border-color: #3B4249 !important }
  .l-quiet { color: #B9B2A4 !important; border-color: #3B4249 !important }
  .l-button { background: #EDE6D8 !important; color: #1A1E22 !important }
  .l-link { color: #EDE6D8 !important }
}`

/** One column, no picture, no request to anybody. Styles stand at the elements because mail programs drop most others. */
async function asHtml(words: LetterWords): Promise<string> {
  const { language, subject } = words
  const html = await (
    <html lang={language} dir={dir(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{raw(dark)}</style>
      </head>
      <body
        class="l-paper"
        style={`margin:0;padding:24px 12px;background:#F6EFE0;color:#2B2620;font:17px/27px ${serif}`}
      >
        <div
          class="l-sheet"
          style="max-width:560px;margin:0 auto;padding:28px 32px;background:#FBF6EA;border:1px solid #D9CBAF;border-radius:10px"
        >
          <p style={`margin:0 0 20px;font:500 20px/24px ${serif}`}>{uiWords(language)('site')}</p>
          {words.parts.map((part) => (
            <Part part={part} />
          ))}
          {words.sender && <p style="margin:0 0 16px">{words.sender}</p>}
          <Foot words={words} />
        </div>
      </body>
    </html>
  ).toString()
  return `<!doctype html>${html}`
}

function Part({ part }: { part: LetterPart }): Child {
  if ('items' in part)
    return (
      <ul style="margin:0 0 16px;padding-left:22px">
        {part.items.map((item) => (
          <li style="margin:0 0 6px">{item}</li>
        ))}
      </ul>
    )
  if ('text' in part) return <p style="margin:0 0 16px">{part.text}</p>
  return (
    <p style="margin:0 0 20px">
      <a
        href={part.link}
        class="l-button"
        style={`display:inline-block;padding:12px 20px;background:#2B2620;color:#FBF6EA;border-radius:8px;text-decoration:none;font:600 15px/20px ${sans}`}
      >
        {part.label}
      </a>
    </p>
  )
}

function Foot({ words }: { words: LetterWords }) {
  const say = uiWords(words.language)
  return (
    <div
      class="l-quiet"
      style={`margin:24px 0 0;padding:16px 0 0;border-top:1px solid #D9CBAF;color:#5E5546;font:14px/21px ${sans}`}
    >
      <p style="margin:0 0 6px">{words.why}</p>
      {words.onList && (
        <p style="margin:0 0 6px">
          <a href={stopPlace} class="l-link" style="color:#2B2620">
            {say('letter_stop')}
          </a>
        </p>
      )}
      <p style="margin:0">
        {say.rich('letter_contact_link', {
          address: contactPlace,
          a: (shown) => (
            <a href={`mailto:${contactPlace}`} class="l-link" style="color:#2B2620">
              {shown}
            </a>
          ),
        })}
      </p>
    </div>
  )
}
