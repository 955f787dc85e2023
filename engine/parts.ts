import { type Control, checkpoint, quiet, stretch } from './control.ts'

/**
 * Work that falls into parts which can be done anywhere and in any order. How it is cut depends on the input and the values alone, and
 * parts are joined in their order: so one worker and eight give the same result to the last bit.
 */
export interface Parted<Input, Values, Part, Result, Found = unknown> {
  /** what every part has to know before any of them begins */
  readonly first?: First<Input, Values, Found>
  /** how many parts, 0 or more; never depends on the number of workers */
  count(input: Input, values: Values): number
  /**
   * Makes ready to compute parts, once for each worker: lays out the work space and answers the function that computes one part.
   * A part is plain (numbers, arrays, typed arrays), because it travels between workers; it calls `checkpoint` every 10 to 20 ms.
   *
   * @param found what `first` found; absent where there is no `first`
   */
  open(input: Input, values: Values, control?: Control, found?: Found): (nth: number, control?: Control) => Part
  /** Puts parts together. `add` is called with part 0, then 1, and so on. */
  join(input: Input, values: Values): Joining<Part, Result>
}

/** Work before work, in parts of its own: found once for all workers. Not asked for when there is nothing to do with it. */
export interface First<Input, Values, Found> {
  /** how much of the whole it is, about, 0 to 1; for the progress told */
  readonly share: number
  /** has no `first` itself; what it finds is plain, because it travels to the workers */
  readonly parts: Parted<Input, Values, unknown, Found>
}

export interface Joining<Part, Result> {
  add(part: Part, control?: Control): void
  /** @param control asked whether to stop, where there is somebody to ask */
  result(control?: Control): Result
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
  const { first } = parted
  const found = first && count > 0 ? runParts(first.parts, input, values, stretch(control, 0, first.share)) : undefined
  const rest = first ? stretch(control, first.share, 1) : control
  const joining = parted.join(input, values)
  if (count > 0) {
    const compute = parted.open(input, values, { shouldStop: control?.shouldStop }, found)
    for (let nth = 0; nth < count; nth++) {
      checkpoint(rest, nth / count)
      joining.add(compute(nth, stretch(rest, nth / count, (nth + 1) / count)), quiet(control))
    }
  }
  control?.onProgress?.(1)
  return joining.result(quiet(control))
}

/** Work that a crew can be given: it has a name under which a worker finds it, and parts or one stretch. */
export interface SharedWork<Input, Values, Part, Result> {
  readonly id: string
  run(input: Input, values: Values, control?: Control): Result
  readonly parts?: Parted<Input, Values, Part, Result>
}
