import { type Control, checkpoint, stretch } from './control.ts'

/**
 * Work that falls into parts which can be done anywhere and in any order. How it is cut depends on the input and the values alone, and
 * parts are joined in their order: so one worker and eight give the same result to the last bit.
 */
export interface Parted<Input, Values, Part, Result> {
  /** how many parts, 0 or more; never depends on the number of workers */
  count(input: Input, values: Values): number
  /**
   * Makes ready to compute parts, once for each worker: lays out the work space and answers the function that computes one part.
   * A part is plain (numbers, arrays, typed arrays), because it travels between workers; it calls `checkpoint` every 10 to 20 ms.
   */
  open(input: Input, values: Values, control?: Control): (nth: number, control?: Control) => Part
  /** Puts parts together. `add` is called with part 0, then 1, and so on. */
  join(input: Input, values: Values): Joining<Part, Result>
}

export interface Joining<Part, Result> {
  add(part: Part): void
  result(): Result
}

/**
 * Does all parts here, one after another.
 *
 * @throws Error named AbortError when stopped, and whatever the parts throw
 */
export function runParts<Input, Values, Part, Result>(
  parted: Parted<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  control?: Control,
): Result {
  const count = parted.count(input, values)
  const joining = parted.join(input, values)
  if (count > 0) {
    const compute = parted.open(input, values, { shouldStop: control?.shouldStop })
    for (let nth = 0; nth < count; nth++) {
      checkpoint(control, nth / count)
      joining.add(compute(nth, stretch(control, nth / count, (nth + 1) / count)))
    }
  }
  control?.onProgress?.(1)
  return joining.result()
}

/** Work that a crew can be given: it has a name under which a worker finds it, and parts or one stretch. */
export interface SharedWork<Input, Values, Part, Result> {
  readonly id: string
  run(input: Input, values: Values, control?: Control): Result
  readonly parts?: Parted<Input, Values, Part, Result>
}
