import ICAL from 'ical.js'
import { dayMs, writeLocalTime } from '../../../platform/i18n/local-time.ts'
import { type ClockChange, clockChanges, offsetAt } from '../../../platform/i18n/zone.ts'
import { civilOf, daysInMonth, weekdayOf } from '../times/civil.ts'
import { weekdays } from '../times/rule.ts'

/** Years told one by one at most; beyond them what has become a rule goes on. */
const mostYears = 40
const yearMs = 366 * dayMs

/**
 * A zone as RFC 5545 (3.6.5) wants it told, from the rules this program has: for the years in which it is needed, and onward where the
 * clocks have changed by one rule for three years.
 */
export function describeZone(zone: string, { from, to }: { from: number; to: number }): ICAL.Component {
  const begin = Date.UTC(new Date(from).getUTCFullYear() - 1, 0, 1)
  const end = Math.min(Math.max(to, from + 3 * yearMs), begin + mostYears * yearMs)
  const component = new ICAL.Component('vtimezone')
  component.updatePropertyWithValue('tzid', zone)
  const offset = offsetAt(zone, begin)
  component.addSubcomponent(observance({ moment: begin, before: offset, after: offset }))
  for (const run of runsOf(clockChanges(zone, begin, end), end)) {
    const one = observance(run.changes[0]!)
    if (run.rule) one.updatePropertyWithValue('rrule', ICAL.Recur.fromString(run.rule))
    else for (const change of run.changes.slice(1)) addTime(one, 'rdate', change)
    component.addSubcomponent(one)
  }
  return component
}

function observance(change: ClockChange): ICAL.Component {
  const component = new ICAL.Component(change.after > change.before ? 'daylight' : 'standard')
  addTime(component, 'dtstart', change)
  component.updatePropertyWithValue('tzoffsetfrom', offsetValue(change.before))
  component.updatePropertyWithValue('tzoffsetto', offsetValue(change.after))
  return component
}

function addTime(component: ICAL.Component, name: string, { moment, before }: ClockChange): void {
  const property = new ICAL.Property(name, component)
  property.setValue(ICAL.Time.fromDateTimeString(writeLocalTime(moment + before, 'second')))
  component.addProperty(property)
}

function offsetValue(ms: number): ICAL.UtcOffset {
  return ICAL.UtcOffset.fromSeconds(Math.round(ms / 60_000) * 60)
}

interface Run {
  changes: ClockChange[]
  rule: string | null
}

/** Changes that are alike from year to year; the last of them as a rule where it holds up to the end. */
function runsOf(changes: readonly ClockChange[], end: number): Run[] {
  const groups = new Map<string, ClockChange[]>()
  for (const change of changes) {
    const { month, inDay, weekday } = placeOf(change)
    const key = [change.before, change.after, month, weekday, inDay].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()].flatMap((group) => {
    const nth = nthOf(group)
    const years = group.map((change) => placeOf(change).year)
    const unbroken = years.every((year, n) => n === 0 || year === years[n - 1]! + 1)
    const goesOn = unbroken && group.length >= 3 && group.at(-1)!.moment > end - yearMs
    const { month, weekday } = placeOf(group[0]!)
    const rule = nth !== null && goesOn ? `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${weekdays[weekday]}` : null
    return [{ changes: group, rule }]
  })
}

function placeOf({ moment, before }: ClockChange) {
  const local = moment + before
  const civil = civilOf(Math.floor(local / dayMs))
  return { ...civil, weekday: weekdayOf(civil.number), inDay: local - civil.number * dayMs }
}

/** The last such weekday of its month each year, or the same one from its beginning; null when neither. */
function nthOf(group: readonly ClockChange[]): number | null {
  const places = group.map(placeOf)
  if (places.every(({ year, month, day }) => day + 7 > daysInMonth(year, month))) return -1
  const nths = new Set(places.map(({ day }) => Math.ceil(day / 7)))
  return nths.size === 1 ? [...nths][0]! : null
}
