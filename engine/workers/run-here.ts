import { stopped } from '../control.ts'
import type { SharedWork } from '../parts.ts'
import type { RunOptions } from './crew.ts'

/** Here, letting others have a turn between parts, so that a stop is heard. */
export async function runHere<Input, Values, Result, Part>(
  work: SharedWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { onProgress, signal }: RunOptions,
): Promise<Result> {
  const shouldStop = () => signal?.aborted ?? false
  if (!work.parts) return work.run(input, values, { onProgress, shouldStop })
  const count = work.parts.count(input, values)
  const joining = work.parts.join(input, values)
  const compute = count > 0 ? work.parts.open(input, values, { shouldStop }) : null
  for (let nth = 0; nth < count; nth++) {
    await new Promise((resolve) => setTimeout(resolve))
    if (shouldStop()) throw stopped()
    onProgress?.(nth / count)
    joining.add(compute!(nth, { shouldStop, onProgress: onProgress && ((done) => onProgress((nth + done) / count)) }))
  }
  onProgress?.(1)
  return joining.result()
}
