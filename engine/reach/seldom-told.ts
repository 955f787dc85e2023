import type { Control } from '../control.ts'

/** So many times at most is progress told: more than anybody sees, and each may travel between workers. */
const TIMES = 200

/** The same control for work that tells its progress at every step: what is told is at least half a hundredth further, or the end. */
export function seldomTold(control: Control | undefined): Control | undefined {
  if (!control?.onProgress) return control
  const { onProgress, shouldStop } = control
  let told = Number.NEGATIVE_INFINITY
  return {
    shouldStop,
    onProgress(done) {
      if (done - told < 1 / TIMES && (done < 1 || told === 1)) return
      told = done
      onProgress(done)
    },
  }
}
