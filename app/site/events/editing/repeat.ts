import { dayMs, dayOf, isWholeDay, type LocalTime, readLocalTime } from '../../../platform/i18n/local-time.ts'
import { clockAt, momentOf } from '../../../platform/i18n/zone.ts'
import { civilOf, weekdayOf } from '../times/civil.ts'
import { weekdays } from '../times/rule.ts'

/** How an event comes again, as one chooses it from a list. */
export const repeats = ['none', 'weekly', 'fortnightly', 'monthly-day', 'monthly-weekday', 'yearly', 'own'] as const
export type Repeat = (typeof repeats)[number]

/** The rule of a choice, from the day the event begins; null for once, and for a rule of one's own. */
function ruleOf(repeat: Repeat, starts: LocalTime): string | null {
  const { month, day, number } = civilOf(Math.floor((readLocalTime(starts) ?? 0) / dayMs))
  const weekday = weekdays[weekdayOf(number)]!
  // the fifth of a weekday is not there every month: the last one is
  const nth = Math.ceil(day / 7) === 5 ? -1 : Math.ceil(day / 7)
  switch (repeat) {
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${weekday}`
    case 'fortnightly':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`
    case 'monthly-day':
      return `FREQ=MONTHLY;BYMONTHDAY=${day}`
    case 'monthly-weekday':
      return `FREQ=MONTHLY;BYDAY=${nth}${weekday}`
    case 'yearly':
      return `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`
    default:
      return null
  }
}

/** The rule as it is kept: the choice or one's own, with the last day it may happen. RFC 5545 wants that in UTC where hours are told. */
export function writeRule(wish: {
  repeat: Repeat
  own: string
  until: string | null
  starts: LocalTime
  zone: string
}): string | null {
  const { repeat, own, until, starts, zone } = wish
  const rule =
    repeat === 'own'
      ? own
          .trim()
          .replace(/^RRULE:/i, '')
          .toUpperCase()
      : ruleOf(repeat, starts)
  if (!rule || !until) return rule
  const last = isWholeDay(starts)
    ? until.replaceAll('-', '')
    : `${momentOf(zone, `${until}T23:59`).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  return `${rule};UNTIL=${last}`
}

function withoutDays(rule: string): string | null {
  return rule.includes('BYDAY=-') || /BYDAY=\d/.test(rule) ? null : rule.replace(/;BY(DAY|MONTH|MONTHDAY)=[^;]*/g, '')
}

/** A kept rule as it stands in the form. */
export function readRepeat(
  rule: string | null,
  starts: LocalTime | null,
  zone: string,
): { repeat: Repeat; own: string; until: string } {
  if (rule === null || starts === null) return { repeat: 'none', own: '', until: '' }
  const found = /;UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(rule)
  const bare = found ? rule.slice(0, found.index) : rule
  const repeat = repeats.find((one) => {
    const rule = ruleOf(one, starts)
    // what a rule leaves out, it takes from the day it begins
    return rule !== null && (rule === bare || withoutDays(rule) === bare)
  })
  if (!found) return { repeat: repeat ?? 'own', own: repeat ? '' : rule, until: '' }
  const [, year, month, day, hour, minute] = found
  const date = `${year}-${month}-${day}`
  const until = hour === undefined ? date : dayOf(clockAt(zone, new Date(`${date}T${hour}:${minute}:00Z`)))
  return { repeat: repeat ?? 'own', own: repeat ? '' : bare, until }
}
