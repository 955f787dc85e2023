import { createHash } from 'node:crypto'
import { workApart } from '../../../platform/work-apart.ts'
import type { PaintTask } from './picture-worker.ts'

export type Painted =
  | { kind: 'painted'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'stopped' }
  | { kind: 'failed'; words: string }

/** Room for one picture, held from before it is drawn until it is there. */
export interface Room {
  /** the picture as bytes; one that was painted before comes from memory. Stopped once nobody waits for it any more. Never throws. */
  paint(task: PaintTask, signal?: AbortSignal): Promise<Painted>
  leave(): void
}

export interface Painter {
  /** room for one picture of somebody; `own` while they have one in the making, `busy` when too many wait. Must be left again. */
  roomFor(person: string): Room | 'own' | 'busy'
}

export interface PainterLimits {
  /** milliseconds that one picture may take */
  time: number
  /** pictures that are painted at once, and that may wait for it */
  atOnce: number
  waiting: number
  /** bytes of finished pictures that are kept */
  kept: number
}

const usual: PainterLimits = { time: 60_000, atOnce: 1, waiting: 8, kept: 48_000_000 }

/**
 * Paints pictures beside the program: each in a process of its own, so that a painter that hangs or falls takes nothing with it, and one
 * for each person, so that nobody takes the room of all. Kept by everything that is on them, so nobody gets what another may see.
 */
export function painter(limits: Partial<PainterLimits> = {}, program: URL = worker): Painter {
  const { time, atOnce, waiting, kept } = { ...usual, ...limits }
  const done = new Map<string, Uint8Array<ArrayBuffer>>()
  const inTurn = turns(atOnce)
  const doing = new Map<string, Job>()
  const inside = new Set<string>()

  function begin(key: string, task: PaintTask): Job {
    const stop = new AbortController()
    const painted = inTurn(stop.signal, () => paintIn(program, task, time, stop.signal)).then((answer) => {
      if (doing.get(key) === job) doing.delete(key)
      if (answer.kind === 'painted') remember(done, key, answer.bytes, kept)
      return answer
    })
    const job: Job = { painted, stop, wanted: 0 }
    doing.set(key, job)
    return job
  }

  async function paint(task: PaintTask, signal?: AbortSignal): Promise<Painted> {
    if (signal?.aborted) return { kind: 'stopped' }
    const { key, remembered } = recall(done, task)
    if (remembered) return { kind: 'painted', bytes: remembered }
    const job = doing.get(key) ?? begin(key, task)
    job.wanted += 1
    const gone = Promise.withResolvers<Painted>()
    const leave = () => {
      job.wanted -= 1
      if (job.wanted === 0) {
        doing.delete(key)
        job.stop.abort()
      }
      gone.resolve({ kind: 'stopped' })
    }
    signal?.addEventListener('abort', leave, { once: true })
    const painted = await Promise.race([job.painted, gone.promise])
    signal?.removeEventListener('abort', leave)
    return painted
  }

  return {
    roomFor(person) {
      if (inside.has(person)) return 'own'
      if (inside.size >= atOnce + waiting) return 'busy'
      inside.add(person)
      return { paint, leave: () => inside.delete(person) }
    },
  }
}

/** A picture in the making, and how many wait for it. */
interface Job {
  painted: Promise<Painted>
  stop: AbortController
  wanted: number
}

/** Lets so many work at once, the others in their order; whoever is stopped before their turn never begins. */
function turns(atOnce: number) {
  const queue: (() => void)[] = []
  let busy = 0
  return async (stop: AbortSignal, work: () => Promise<Painted>): Promise<Painted> => {
    if (busy >= atOnce) await new Promise<void>((go) => queue.push(go))
    else busy += 1
    try {
      return stop.aborted ? { kind: 'stopped' } : await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy -= 1
    }
  }
}

const worker = new URL('./picture-worker.ts', import.meta.url)

function recall(done: Map<string, Uint8Array<ArrayBuffer>>, task: PaintTask) {
  const { seconds: _, ...look } = { seconds: 0, ...task }
  const key = createHash('sha256').update(JSON.stringify(look)).digest('base64')
  const remembered = done.get(key)
  if (remembered) {
    // the one just asked for becomes the youngest
    done.delete(key)
    done.set(key, remembered)
  }
  return { key, remembered }
}

function remember(
  done: Map<string, Uint8Array<ArrayBuffer>>,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): void {
  done.set(key, bytes)
  let total = [...done.values()].reduce((sum, each) => sum + each.length, 0)
  for (const [oldest, its] of done) {
    if (total <= most) return
    done.delete(oldest)
    total -= its.length
  }
}

/** One picture in one process. */
async function paintIn(program: URL, task: PaintTask, time: number, signal: AbortSignal): Promise<Painted> {
  const made = await workApart(program, task, { time, signal })
  return made.kind === 'made' ? { kind: 'painted', bytes: made.bytes } : made
}
