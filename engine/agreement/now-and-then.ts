import { type Control, checkpoint } from '../control.ts'

/** Rows of votes, or comparisons of two: some milliseconds. */
const CALLS_BETWEEN_STOPS = 1 << 12

/** A function to be called for each row, or for each comparison of a sort, which asks at every few thousandth call whether to stop. */
export function nowAndThen(control: Control | undefined): () => void {
  let calls = 0
  return () => {
    if ((++calls & (CALLS_BETWEEN_STOPS - 1)) === 0) checkpoint(control, 0)
  }
}
