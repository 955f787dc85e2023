import type { Post } from './mail.ts'

/**
 * A function that has what waits sent now, however often it is called meanwhile: one round at a time, and one more when something came
 * while it went on. What stands in the way is told by the job of each minute, not here.
 */
export function sendSoon(post: Pick<Post, 'sendWaiting'>, stopping: AbortSignal): () => void {
  let running = false
  let again = false
  const run = async () => {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await post.sendWaiting({ stopping }).catch(() => 0)
    } while (again && !stopping.aborted)
    running = false
  }
  return () => void run()
}
