import { stopped, stretch } from '../control.ts'
import type { Parted, SharedWork } from '../parts.ts'
import type { RunOptions } from './crew.ts'

/** Here, letting others have a turn between parts, so that a stop is heard. */
export async function runHere<Input, Values, Result, Part>(
  { parts, run }: SharedWork<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { onProgress, signal }: RunOptions,
): Promise<Result> {
  if (!parts) return run(input, values, { onProgress, shouldStop: () => signal?.aborted ?? false })
  const first = parts.count(input, values) > 0 ? parts.first : undefined
  if (!first) return partsHere(parts, input, values, { signal, onProgress })
  const stretched = (from: number, to: number) => ({ signal, ...stretch({ onProgress }, from, to) })
  const found = await partsHere(first.parts, input, values, stretched(0, first.share))
  return partsHere(parts, input, values, stretched(first.share, 1), found)
}

async function partsHere<Input, Values, Result, Part>(
  parts: Parted<Input, Values, Part, Result>,
  input: Input,
  values: Values,
  { onProgress, signal }: RunOptions,
  found?: unknown,
): Promise<Result> {
  const shouldStop = () => signal?.aborted ?? false
  const count = parts.count(input, values)
  const joining = parts.join(input, values)
  const compute = count > 0 ? parts.open(input, values, { shouldStop }, found) : null
  for (let nth = 0; nth < count; nth++) {
    await new Promise((resolve) => setTimeout(resolve))
    if (shouldStop()) throw stopped()
    onProgress?.(nth / count)
    joining.add(compute!(nth, { shouldStop, onProgress: onProgress && ((done) => onProgress((nth + done) / count)) }))
  }
  onProgress?.(1)
  return joining.result()
}
