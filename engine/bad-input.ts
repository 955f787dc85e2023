/**
 * Something given to the engine cannot be right: it names the place, the value found there and what to do about it.
 * Nothing was computed, and nothing that was accepted before is lost.
 */
export class BadInput extends RangeError {
  override readonly name = 'BadInput'
  /**
   * Where the value stands. Rows of a table of a landscape are counted from 1, as somebody who looks at a sheet counts them: `ties row 4, strength`.
   * Entries of columns and lists are counted from 0, as they are written in a program: `strength[3]`, `tie 3`. Otherwise a name: `parameter worlds`.
   */
  readonly place: string
  readonly value: unknown
  /** what to do about it */
  readonly advice: string

  constructor(place: string, value: unknown, advice: string) {
    super(`${place} is ${shown(value)}: ${advice}`)
    this.place = place
    this.value = value
    this.advice = advice
  }
}

const MOST_SHOWN = 80

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : unlikeText(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** A list without entries is not shown as an empty text, and an object that cannot be turned into text throws no error of its own. */
function unlikeText(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return value.slice(0, MOST_SHOWN).map(plain).join(',')
  return Array.isArray(value) ? '[]' : plain(value)
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value)
}

/**
 * The number, when it is a whole one from `least` to `most`.
 *
 * @throws BadInput naming the place otherwise
 */
export function wholeNumber(place: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new BadInput(place, value, `give a whole number from ${least} to ${most}`)
}

/**
 * The number, when it is finite and from `least` to `most`.
 *
 * @throws BadInput naming the place otherwise
 */
export function numberWithin(place: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return value
  throw new BadInput(place, value, `give a number from ${least} to ${most}`)
}

/**
 * The seed, when it is a text or a whole number that is exact.
 *
 * @throws BadInput naming the place otherwise
 */
export function soundSeed(place: string, value: unknown): number | string {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return value as number | string
  throw new BadInput(place, value, 'give a text or a whole number as the seed')
}

/**
 * The value, when it is an object in which fields can be read.
 *
 * @throws BadInput naming the place otherwise
 */
export function withFields<T extends object>(place: string, value: T): T {
  if (typeof value === 'object' && value !== null) return value
  throw new BadInput(place, value, 'give an object with its fields')
}

/**
 * The value, when it is a list; with `numbers`, a list made for numbers will do as well.
 *
 * @throws BadInput naming the place otherwise
 */
export function listAt<T extends ArrayLike<unknown>>(place: string, value: T, numbers?: 'numbers'): T {
  if (Array.isArray(value) || (numbers && ArrayBuffer.isView(value) && 'length' in value)) return value
  throw new BadInput(place, value, numbers ? 'give a list of numbers' : 'give a list')
}

/**
 * The value, when it is a text.
 *
 * @throws BadInput naming the place otherwise
 */
export function textAt(place: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new BadInput(place, value, 'give a text')
}
