import type { Language } from '../i18n/language.ts'
import type { Attachment } from './attachment.ts'

/**
 * Whom a letter is for. A person gets it at the address in their own row; an address may have no row, or not yet (a new address that
 * is to be confirmed): then it is kept with the letter, and blanked with its words. With both, the letter goes when the person goes.
 */
export type Recipient = { personId: string; address?: undefined } | { address: string; personId?: string }

/** What many people get because they are on a list, and each of them may stop. */
export interface MailList {
  /** Names the list for good, in addresses and headers: small letters, digits and hyphens. */
  key: string
  /** As people call it. */
  name: string
  /** Where earlier letters can be read. */
  archive?: string
}

/** A mail as it is written: always as plain text, with the same words as simple HTML. */
interface Written {
  to: Recipient
  subject: string
  text: string
  html: string
  /** The language it is written in. */
  language?: Language
  /** The landscape it tells of: where that is locked or erased, a letter that has not left yet does not leave. */
  landscapeId?: string
  /** The letter it follows on, so that mail programs show both as one conversation. */
  follows?: string
  /** Where an answer to it goes, when that is not where all go. */
  replyTo?: string
  /** Files that go with it. A letter about a landscape has none: what forgets a person does not look inside files. */
  attachments?: readonly Attachment[]
  /** How it came to be, as mail programs are told: made by the program (unless said), its reply to a message, or written by hand. */
  written?: 'made' | 'reply' | 'by-hand'
}

/**
 * `deed` is what somebody asked for: a link to sign in, an invitation, a notice. `list` goes to everybody on a list; it carries the
 * headers of lists and a way to stop it, and is not sent to whoever stopped it.
 */
export type Letter = Written & ({ kind: 'deed' } | { kind: 'list'; list: MailList })

/**
 * Stands in a letter where the address to stop it belongs. Which that is depends on where the letter goes, so it is put in when the
 * letter leaves.
 */
export const stopPlace = 'https://stop.invalid/this-letter'

/**
 * Stands in a letter, and in what text goes with it, where the address of the program belongs, without a slash at the end: what writes a
 * letter deep inside a transaction need not know it.
 */
export const herePlace = 'https://here.invalid'

/** Stands in a letter where the address belongs under which whoever runs the instance can be asked. */
export const contactPlace = 'contact@place.invalid'
