import ICAL from 'ical.js'
import type { LeftOut } from './not-taken.ts'

export interface Found {
  component: ICAL.Component
}

/**
 * The components of every calendar in a text. Where the whole cannot be read, each event and zone is read by itself, so that one broken line
 * costs one event.
 */
export function componentsIn(text: string, most: number): { components: Found[]; left: LeftOut[] } {
  const clean = withDays(text.replace(/^\uFEFF/, ''))
  const whole = parsed(clean)
  const left: LeftOut[] = []
  const components = whole ? whole.flatMap(within) : blocksIn(clean, left)
  if (components.length === 0 && left.length === 0) {
    left.push({ what: whole ? 'VCALENDAR' : '', title: '', reason: whole ? 'no-event' : 'not-a-calendar', detail: '' })
  }
  if (components.length > most) {
    left.push({ what: '', title: '', reason: 'too-many', detail: String(components.length - most) })
  }
  return { components: components.slice(0, most).map((component) => ({ component })), left }
}

/** Many programs write a day without saying that it is one; the library takes them only so. */
function withDays(text: string): string {
  return text.replace(/^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE):(\d{8})[ \t]*(\r?)$/gim, '$1;VALUE=DATE:$2$3')
}

function parsed(text: string): ICAL.Component[] | null {
  try {
    const read = ICAL.parse(text)
    if (!Array.isArray(read) || read.length === 0) return null
    // one component is given as it is, several as a list
    const all = typeof read[0] === 'string' ? [read] : read
    return all.map((one) => new ICAL.Component(one as unknown[]))
  } catch {
    return null
  }
}

function within(component: ICAL.Component): ICAL.Component[] {
  return component.name === 'vcalendar' ? component.getAllSubcomponents() : [component]
}

/** Every event, zone and other piece by itself, found by its first and last line. */
function blocksIn(text: string, left: LeftOut[]): ICAL.Component[] {
  const found: ICAL.Component[] = []
  const block = /^BEGIN:(VEVENT|VTIMEZONE|VTODO|VJOURNAL|VFREEBUSY|VAVAILABILITY)[ \t]*\r?$[\s\S]*?^END:\1[ \t]*\r?$/gim
  for (const [whole, what] of text.matchAll(block)) {
    const read = parsed(whole)
    if (read) found.push(...read)
    else left.push({ what: what!.toUpperCase(), title: titleIn(whole), reason: 'unreadable', detail: '' })
  }
  return found
}

function titleIn(block: string): string {
  const found = /^SUMMARY[^:\r\n]*:([^\r\n]*)/im.exec(block)
  return (found?.[1] ?? '').replaceAll('\0', '').toWellFormed().slice(0, 100)
}
