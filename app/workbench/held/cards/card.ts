import { toString as drawCode } from 'qrcode'
import type { Language } from '../../../platform/i18n/language.ts'
import { addressOfLink } from '../held.ts'
import { heldWords } from '../held-words.ts'
import { codeInGroups } from '../link-code.ts'

/** What is to stand on all cards of one printing. */
export interface CardMaking {
  landscape: string
  purpose: string
  contact: string
  language: Language
  origin: string
}

/** What stands on one card, ready to be shown or printed. */
export interface Card {
  language: Language
  /** whom to hand it to; on the strip that is cut off, so that a lost card names nobody */
  strip: string
  title: string
  landscape: string
  purpose: string
  how: string
  code: string
  /** where a code is typed */
  site: string
  contact: string
  promise: string
  /** the whole address as a picture, in SVG */
  picture: string
  pictureSays: string
}

/** Puts one card together. */
export async function makeCard(making: CardMaking, secret: string, called: string | null): Promise<Card> {
  const say = heldWords(making.language)
  return {
    language: making.language,
    strip: say('card_strip', { who: called ?? say('card_somebody') }),
    title: say('title'),
    landscape: say('card_landscape', { name: making.landscape }),
    purpose: making.purpose,
    how: say('card_how'),
    code: codeInGroups(secret),
    site: `${making.origin.replace(/^https?:\/\//, '')}/held`,
    contact: making.contact === '' ? '' : say('card_contact', { contact: making.contact }),
    promise: say('card_promise'),
    picture: await drawCode(addressOfLink(making.origin, secret), {
      type: 'svg',
      margin: 0,
      errorCorrectionLevel: 'M',
    }),
    pictureSays: say('card_picture'),
  }
}
