import type { Found } from './components-in.ts'

/** Why something of a calendar file does not come into the calendar. */
export const reasons = [
  'unreadable',
  'not-a-calendar',
  'too-many',
  'no-event',
  'private',
  'no-start',
  'no-title',
  'time',
  'zone',
  'end-before-start',
  'end-of-another-kind',
  'rule',
  'several-rules',
  'too-often',
  'period',
  'this-and-future',
  'no-series',
  'older',
  'known',
] as const
export type Reason = (typeof reasons)[number]

/** Thrown while one component is read, and caught where it is listed. */
export class NotTaken extends Error {
  readonly reason: Reason
  readonly detail: string
  constructor(reason: Reason, detail = '') {
    super(reason)
    this.reason = reason
    this.detail = detail.slice(0, 60)
  }
}

/** A component that is not taken: what it is, what it is called, why, and the part that is meant. */
export interface LeftOut {
  /** VEVENT, VTODO … */
  what: string
  title: string
  reason: Reason
  detail: string
}

export function leftOut({ component }: Pick<Found, 'component'>, reason: Reason, detail = ''): LeftOut {
  const summary = component.getFirstPropertyValue('summary')
  const title = typeof summary === 'string' ? summary.replaceAll('\0', '').toWellFormed() : ''
  return { what: component.name.toUpperCase().slice(0, 40), title: title.slice(0, 100), reason, detail }
}
