/** Characters that change how the text around them is shown or that cannot be stored: they never belong to a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const UNWANTED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu
const UNSEEN_IN_IDS = /[\u00AD\u200B\u2060\uFEFF]/gu

export interface CleanText {
  /** null when nothing is left */
  text: string | null
  /** true when characters were taken out that somebody may have put there on purpose */
  changed: boolean
}

/**
 * Text as it may be kept: well-formed, composed (NFC), without control characters and without the marks that reverse
 * writing direction, trimmed. Line breaks stay (as "\n") only when `lines` is true. Cleaning twice changes nothing.
 * HTML and formulas are left alone: here they are text like any other.
 */
export function cleanText(raw: string, lines: boolean): CleanText {
  const wellFormed = raw.toWellFormed()
  const kept = wellFormed.replace(UNWANTED, '')
  const broken = kept.replace(/\r\n?/gu, '\n')
  const text = (lines ? broken : broken.replace(/[\t\n]+/gu, ' ')).normalize('NFC').trim()
  return { text: text === '' ? null : text, changed: kept !== raw }
}

/** An id: clean text on one line, also without characters that nobody can see. */
export function cleanId(raw: string): CleanText {
  const seen = raw.replace(UNSEEN_IN_IDS, '')
  const clean = cleanText(seen, false)
  return { text: clean.text, changed: clean.changed || seen.trim() !== raw.replace(/^\uFEFF/u, '').trim() }
}
