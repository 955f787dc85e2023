import { type Sent, textOf } from '../../../platform/http/body.ts'
import { languages } from '../../../platform/i18n/language.ts'
import { dayMs, isWholeDay, type LocalTime, later, readLocalTime } from '../../../platform/i18n/local-time.ts'
import { findMoment, zoneMeant } from '../../../platform/i18n/zone.ts'
import type { Problems } from '../../../ui/form.tsx'
import type { Say } from '../event-words.ts'
import { type EventException, type EventWords, eventKinds, eventStates, hasOriginal } from '../events.ts'
import { readRule } from '../times/rule.ts'
import { writeHour, writeLongDay } from '../times/write-times.ts'
import { repeats, writeRule } from './repeat.ts'

export type ReadForm = { kind: 'read'; words: EventWords } | { kind: 'problems'; problems: Problems }

const lengths = { title: 300, words: 20_000, place: 300, link: 1_000, rule: 500 } as const

/** Reads the form of an event; each problem names its field, what was typed and what to do. `before` are the exceptions it has. */
export function readEventForm(say: Say, sent: Sent, before: readonly EventException[]): ReadForm {
  const problems: Problems = {}
  const kind = eventKinds.find((one) => one === textOf(sent, 'kind'))
  const language = languages.find((one) => one === textOf(sent, 'language'))
  const state = eventStates.find((one) => one === textOf(sent, 'state'))
  if (!kind) problems['kind'] = say('problem_choice')
  if (!language) problems['language'] = say('problem_choice')
  if (!state) problems['state'] = say('problem_choice')
  const title = textOf(sent, 'title')
  if (title === '') problems['title'] = say('problem_title')
  for (const [name, most] of Object.entries(lengths)) {
    if (textOf(sent, name).length > most) problems[name] = say('problem_long', { most })
  }
  const link = textOf(sent, 'link') || null
  if (link && (!link.startsWith('https://') || !URL.canParse(link))) problems['link'] = say('problem_link')
  const capacity = readCapacity(textOf(sent, 'capacity'))
  if (capacity === undefined) problems['capacity'] = say('problem_capacity')
  const secondZone = zoneMeant(textOf(sent, 'second_zone'))
  if (!secondZone && textOf(sent, 'second_zone') !== '')
    problems['second_zone'] = say('problem_zone', { value: textOf(sent, 'second_zone').slice(0, 60) })
  const times = readTimes(say, sent, problems)
  if (!kind || !language || !state || capacity === undefined) return { kind: 'problems', problems }
  if (textOf(sent, 'day') === '' && state === 'planned') problems['day'] = say('problem_day_missing')
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }
  const words: EventWords = {
    ...times,
    kind,
    language,
    state,
    title,
    words: textOf(sent, 'words'),
    place: textOf(sent, 'place'),
    online: textOf(sent, 'online') === 'yes',
    link,
    secondZone,
    capacity,
    shown: textOf(sent, 'shown') === 'yes',
    exceptions: [],
  }
  return { kind: 'read', words: { ...words, exceptions: before.filter((one) => hasOriginal(words, one.original)) } }
}

/** Null when nothing is said, undefined when it is no number of places. */
function readCapacity(text: string): number | null | undefined {
  if (text === '') return null
  const n = /^\d{1,6}$/.test(text) ? Number(text) : 0
  return n >= 1 && n <= 100_000 ? n : undefined
}

type Times = Pick<EventWords, 'starts' | 'ends' | 'zone' | 'rule'>

function readTimes(say: Say, sent: Sent, problems: Problems): Times {
  const typed = textOf(sent, 'zone')
  // without a day there is nothing yet that a clock could tell
  const zone = typed === '' && textOf(sent, 'day') === '' ? 'UTC' : zoneMeant(typed)
  if (!zone) {
    problems['zone'] = typed === '' ? say('problem_zone_missing') : say('problem_zone', { value: typed.slice(0, 60) })
    return { starts: null, ends: null, zone: 'UTC', rule: null }
  }
  const starts = readStart(say, sent, problems, { day: 'day', hour: 'hour', zone })
  if (starts === null) return { starts, ends: null, zone, rule: null }
  const ends = readEnd(say, sent, problems, { starts, zone })
  return { starts, ends, zone, rule: readRepeating(say, sent, problems, { starts, zone }) }
}

/** A day and, with an hour, a time on the clock; null where nothing was said or something is wrong. Hours the clocks skip are refused with a suggestion. */
export function readStart(
  say: Say,
  sent: Sent,
  problems: Problems,
  { day, hour, zone }: { day: string; hour: string; zone: string },
): LocalTime | null {
  const [date, clock] = [textOf(sent, day), textOf(sent, hour)]
  if (date === '') {
    if (clock !== '') problems[day] = say('problem_day_missing')
    return null
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || readLocalTime(date) === null) {
    problems[day] = say('problem_day', { value: date.slice(0, 40) })
    return null
  }
  if (clock === '') return date
  const padded = /^\d:\d\d$/.test(clock) ? `0${clock}` : clock
  const time = `${date}T${padded}`
  if (!/^\d\d:\d\d$/.test(padded) || readLocalTime(time) === null) {
    problems[hour] = say('problem_hour', { value: clock.slice(0, 40) })
    return null
  }
  const found = findMoment(zone, time)
  if (found.kind === 'skipped') {
    const parts = { day: writeLongDay(say.language, date), zone, hour: padded, suggestion: writeHour(found.suggestion) }
    problems[hour] = say('problem_skipped', parts)
    return null
  }
  return time
}

/** When it ends; the same day where only an hour is said, the day itself included where only days are. */
export function readEnd(
  say: Say,
  sent: Sent,
  problems: Problems,
  { starts, zone }: { starts: LocalTime; zone: string },
): LocalTime | null {
  const typed = { day: textOf(sent, 'end_day'), hour: textOf(sent, 'end_hour') }
  if (isWholeDay(starts)) {
    if (typed.hour !== '') {
      problems['end_hour'] = say('problem_end_hour')
      return null
    }
    const last = readStart(say, { end_day: typed.day }, problems, { day: 'end_day', hour: 'end_hour', zone })
    if (last !== null && last < starts) problems['end_day'] = say('problem_end_before')
    return last === null ? null : later(last, dayMs)
  }
  if (typed.hour === '' && typed.day === '') return null
  const filled = { end_day: typed.day || starts.slice(0, 10), end_hour: typed.hour }
  const ends = readStart(say, filled, problems, { day: 'end_day', hour: 'end_hour', zone })
  if (ends === null) return null
  if (isWholeDay(ends)) problems['end_hour'] = say('problem_hour', { value: '' })
  else if (ends < starts) problems['end_hour'] = say('problem_end_before')
  return ends
}

function readRepeating(
  say: Say,
  sent: Sent,
  problems: Problems,
  { starts, zone }: { starts: LocalTime; zone: string },
): string | null {
  const repeat = repeats.find((one) => one === (textOf(sent, 'repeat') || 'none'))
  if (!repeat) {
    problems['repeat'] = say('problem_choice')
    return null
  }
  if (repeat === 'none') return null
  const until = readStart(say, { until: textOf(sent, 'until') }, problems, { day: 'until', hour: 'until_hour', zone })
  if (until !== null && until < starts.slice(0, 10)) problems['until'] = say('problem_until')
  const rule = writeRule({ repeat, own: textOf(sent, 'rule'), until, starts, zone })
  const read = readRule(rule ?? '')
  if (read.kind === 'refused') problems['rule'] = say('problem_rule', { part: read.part || textOf(sent, 'rule') })
  else if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(read.rule.freq)) problems['rule'] = say('problem_rule_often')
  return rule
}
