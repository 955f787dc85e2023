/** A painter that answers with its own number as a process, so that a test can see who painted. */
import type { PaintTask } from './picture-worker.ts'

process.once('message', (task: PaintTask) => {
  if (task.svg === 'broken') process.exit(3)
  process.send?.(Buffer.from(`${process.pid} ${Object.keys(process.env).join()}`), () => process.disconnect())
})
