/** How whoever started a long computation follows it and stops it. */
export interface Control {
  /** called now and then with the share done, 0 to 1 */
  onProgress?: (done: number) => void
  /** asked at least every few hundredths of a second; true ends the computation with an error named `AbortError` */
  shouldStop?: () => boolean
}

/**
 * A place where a long computation may be stopped and tells how far it is. Long loops call it about every 10 to 20 ms of work.
 *
 * @param done the share done, 0 to 1
 * @throws Error named AbortError when asked to stop; then nothing is kept
 */
export function checkpoint(control: Control | undefined, done: number): void {
  if (!control) return
  if (control.shouldStop?.()) throw stopped()
  control.onProgress?.(done)
}

/** The error of a computation that was stopped on request. */
export function stopped(): Error {
  return Object.assign(new Error('Stopped on request'), { name: 'AbortError' })
}

/** Was this thrown because somebody asked to stop? */
export function isStopped(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** The same control for one stretch of a longer way: its 0 to 1 is `from` to `to` of the whole. */
export function stretch(control: Control | undefined, from: number, to: number): Control | undefined {
  if (!control) return undefined
  const { onProgress, shouldStop } = control
  return { shouldStop, onProgress: onProgress && ((done) => onProgress(from + (to - from) * done)) }
}

/** The same control for work that does not know how far it is: asked whether to stop, and told nothing. */
export function quiet(control: Control | undefined): Control | undefined {
  return control?.shouldStop && { shouldStop: control.shouldStop }
}
