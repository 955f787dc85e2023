/** How often it is written down how far it is and asked whether to stop, in milliseconds. */
const tellEvery = 400

/**
 * Does long work while `tell` writes down how far it is and learns whether whoever asked wants it stopped. The work's signal is aborted
 * then, and when the program is stopping.
 */
export async function tellWhileWorking<T>(
  { stopping, tell }: { stopping: AbortSignal; tell(progress: number): Promise<{ stopAsked: boolean } | null> },
  work: (told: { onProgress(share: number): void; signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  let progress = 0
  const telling = setInterval(async () => {
    // A moment without a connection is no reason to stop; the next one is asked again.
    const told = await tell(progress).catch(() => null)
    if (told?.stopAsked) stop.abort()
  }, tellEvery)
  const onProgress = (share: number) => {
    progress = share
  }
  try {
    return await work({ onProgress, signal: AbortSignal.any([stopping, stop.signal]) })
  } finally {
    clearInterval(telling)
  }
}
