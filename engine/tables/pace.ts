import { type Control, checkpoint } from '../control.ts'

/** Inner steps between two questions whether to stop: about a hundredth of a second. */
export const BREATH = 1_000_000

/** How many inner steps were made since it was last asked whether to stop. One step reads or writes a cell or two. */
export interface Pace {
  steps: number
  readonly shouldStop?: () => boolean
}

export function paceOf(control?: Control): Pace {
  return { steps: 0, shouldStop: control?.shouldStop }
}

/**
 * Counts steps, and asks whether to stop once there were many. Loops over people, tables and rounds grow very differently with a
 * gathering, so that steps are counted, not turns of a loop.
 *
 * @throws Error named AbortError when asked to stop
 */
export function spend(pace: Pace, steps: number): void {
  pace.steps += steps
  if (pace.steps < BREATH) return
  pace.steps = 0
  checkpoint(pace, 0)
}
