const STEPS_TOLD = 20

/** Lets a simulation take so many steps, and tells between them how far it is, 0 to 1. The same steps as without telling. */
export function tickTelling(
  simulation: { tick(steps: number): unknown },
  ticks: number,
  onProgress: (done: number) => void,
): void {
  const stride = Math.max(1, Math.ceil(ticks / STEPS_TOLD))
  for (let done = 0; done < ticks; done += stride) {
    simulation.tick(Math.min(stride, ticks - done))
    onProgress(Math.min(1, (done + stride) / ticks))
  }
}
