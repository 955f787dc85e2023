import type { Language } from '../../../platform/i18n/language.ts'
import { languages } from '../../../platform/i18n/language.ts'
import { isWholeDay } from '../../../platform/i18n/local-time.ts'
import { zoneName } from '../../../platform/i18n/zone-names.ts'
import { type KeptAttachment, keepAttachments } from '../../../platform/mail/attachment.ts'
import { contactPlace, herePlace } from '../../../platform/mail/letter.ts'
import { type LaidOut, type LetterPart, layOutLetter } from '../../../ui/letter-layout.tsx'
import { whereOf } from '../event-row.tsx'
import { eventWords } from '../event-words.ts'
import type { Occurrence, SiteEvent } from '../events.ts'
import { writeOneTime } from '../feed/write-calendar.ts'
import { writeElsewhere, writeLongDay, writeSpan } from '../times/write-times.ts'
import { guestWords } from './guest-words.ts'
import { isSeveral, type Occasion } from './occasion.ts'

/** What is written to guests, and when. */
export type LetterKind =
  | 'ask'
  | 'known'
  | 'comes'
  | 'noted'
  | 'waits'
  | 'up'
  | 'gone'
  | 'off'
  | 'changed'
  | 'cancelled'
  | 'postponed'
  | 'reminder'

/** One letter in every language: in which it goes out, the database knows. It fills in {guest-name} and {guest-key}. */
export type GuestLetters = Record<Language, LaidOut & { attachments: KeptAttachment[] | null }>

/** With which letters a calendar file goes, and how the event stands in it. */
const inCalendar: Partial<Record<LetterKind, SiteEvent['state']>> = {
  comes: 'planned',
  noted: 'planned',
  up: 'planned',
  changed: 'planned',
  gone: 'cancelled',
  off: 'cancelled',
  cancelled: 'cancelled',
  postponed: 'postponed',
}

/** A letter to guests of one occasion. `was`: the time it had, where that changed. */
export async function guestLetters(
  kind: LetterKind,
  occasion: Pick<Occasion, 'event' | 'list' | 'at'>,
  now: Date,
  was: Occurrence | null = null,
): Promise<GuestLetters> {
  const made = await Promise.all(
    languages.map(async (language) => {
      const letter = await layOut(kind, occasion, language, was)
      return [language, { ...letter, attachments: calendarOf(kind, occasion, language, now, was) }] as const
    }),
  )
  return Object.fromEntries(made) as GuestLetters
}

function layOut(
  kind: LetterKind,
  { event, list, at }: Pick<Occasion, 'event' | 'list' | 'at'>,
  language: Language,
  was: Occurrence | null,
): Promise<LaidOut> {
  const say = guestWords(language)
  const { title } = event
  const when = writeWhen(language, event, at ?? was)
  const before = writeWhen(language, event, was ?? at)
  const link = (label: string): LetterPart => ({ link: `${herePlace}/places/{guest-key}`, label })
  const facts: LetterPart = {
    items: [
      say('mail_when', { when }),
      say('mail_where', { where: whereOf(eventWords(language), event) }),
      ...(event.link ? [event.link] : []),
    ],
  }
  const hello: LetterPart = { text: say('mail_hello', { name: '{guest-name}' }) }
  const calendar: LetterPart = { text: say(kind === 'gone' || kind === 'off' ? 'mail_file_out' : 'mail_file') }
  const page = link(say('mail_see'))
  const parts: Record<LetterKind, LetterPart[]> = {
    ask: [{ text: say('mail_ask', { title, when }) }, link(say('mail_ask_button')), { text: say('mail_ask_day') }],
    known: [{ text: say('mail_known', { title, when }) }, page],
    comes: [hello, { text: say('mail_comes', { title }) }, facts, calendar, page],
    noted: [hello, { text: say('mail_noted', { title }) }, facts, calendar, page],
    waits: [hello, { text: say('mail_waits', { title, when }) }, { text: say('mail_waits_then') }, page],
    up: [hello, { text: say('mail_up', { title }) }, facts, calendar, { text: say('mail_not_any_more') }, page],
    gone: [hello, { text: say('mail_gone', { title, when }) }, calendar, page],
    off: [hello, { text: say('mail_off', { title, when }) }, calendar],
    changed: [
      hello,
      { text: say('mail_changed', { title, before }) },
      facts,
      calendar,
      { text: say('mail_kept') },
      page,
    ],
    cancelled: [hello, { text: say('mail_cancelled', { title, when: before }) }, { text: say('mail_file_out') }],
    postponed: [
      hello,
      { text: say('mail_postponed', { title, when: before }) },
      { text: say('mail_postponed_kept') },
      page,
    ],
    reminder: [hello, { text: say('mail_reminder', { title }) }, facts, { text: say('mail_not_any_more') }, page],
  }
  return layOutLetter({
    language,
    subject: say(`subject_${kind}`, { title }),
    parts: parts[kind],
    why: kind === 'ask' ? say('mail_why_ask') : say('mail_why', { days: list.keepDays }),
  })
}

/** "Thursday 4 March 2027, 18:30–20:00 (Lisbon)"; without a date, that there is none yet. */
export function writeWhen(language: Language, event: SiteEvent, at: Occurrence | null): string {
  if (!at) return eventWords(language)('no_date')
  const day = writeLongDay(language, at.starts)
  const span = writeSpan(language, at.starts, at.ends)
  if (isWholeDay(at.starts)) return span ? `${day} ${span}` : day
  const second = event.secondZone && writeElsewhere(language, { ...at, zone: event.zone }, event.secondZone)
  return `${day}, ${span} (${zoneName(language, event.zone)}${second ? `; ${second}` : ''})`
}

function calendarOf(
  kind: LetterKind,
  { event, at }: Pick<Occasion, 'event' | 'at'>,
  language: Language,
  now: Date,
  was: Occurrence | null,
): KeptAttachment[] | null {
  const state = inCalendar[kind]
  const time = at ?? was
  if (!state || !time) return null
  const say = eventWords(language)
  const content = writeOneTime(
    { origin: herePlace, postponed: { title: say('state_postponed'), text: say('postponed_note') } },
    {
      event,
      at: time,
      isOneOfSeveral: isSeveral(event),
      state,
      stamp: now,
      organizer: { name: 'Ecotone', address: contactPlace },
    },
  )
  return keepAttachments([{ name: 'event.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', content }])
}
