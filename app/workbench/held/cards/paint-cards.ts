import { bytesMadeApart } from '../../../platform/work-apart.ts'
import type { CardsTask } from './cards-worker.ts'

const worker = new URL('./cards-worker.ts', import.meta.url)

/** Milliseconds that a sheet may take. */
const longest = 30_000

/** Sets cards as a PDF beside the program, in a process that gets nothing of its settings. Null when that fails or takes too long. */
export function paintCards(task: CardsTask): Promise<Uint8Array<ArrayBuffer> | null> {
  return bytesMadeApart(worker, task, longest)
}
