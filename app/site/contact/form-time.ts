/** When a form was given out, closed so that nobody can make one up. */
export interface FormTime {
  close(text: string, owner: string): string
  open(sealed: string, owner: string): string
}

const use = 'contact form'
/** Nobody reads the page and writes in less. */
const leastMs = 3_000
/** A page that lay open longer is given a new time. */
const mostMs = 24 * 3_600_000

/** The time of a form that is given out now. */
export function timeOf(seal: FormTime, now: Date): string {
  return seal.close(String(now.getTime()), use)
}

/** Was the form open as long as somebody needs who writes? Programs that fill in forms send them at once, or keep one for days. */
export function readTime(seal: FormTime, sealed: string, now: Date): 'in time' | 'too quick' | 'too old' {
  const from = openedAt(seal, sealed)
  if (from === null || now.getTime() - from > mostMs) return 'too old'
  return now.getTime() - from < leastMs ? 'too quick' : 'in time'
}

function openedAt(seal: FormTime, sealed: string): number | null {
  try {
    return Number(seal.open(sealed.slice(0, 200), use))
  } catch {
    return null
  }
}
