import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { PaintTask } from './picture-worker.ts'

export type Painted =
  | { kind: 'painted'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'busy' }
  | { kind: 'failed'; words: string }

export interface Painter {
  /** the picture as bytes; one that was painted before comes from memory. Never throws. */
  paint(task: PaintTask): Promise<Painted>
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
 * Paints pictures beside the program: each in a process of its own, so that a painter that hangs or falls takes nothing with it. Kept by
 * everything that is on them, so nobody gets what another may see.
 */
export function painter(limits: Partial<PainterLimits> = {}, program: URL = worker): Painter {
  const { time, atOnce, waiting, kept } = { ...usual, ...limits }
  const done = new Map<string, Uint8Array<ArrayBuffer>>()
  const doing = new Map<string, Promise<Painted>>()
  const queue: (() => void)[] = []
  let busy = 0

  async function inTurn(task: PaintTask): Promise<Painted> {
    if (busy >= atOnce) await new Promise<void>((go) => queue.push(go))
    else busy += 1
    try {
      return await paintIn(program, task, time)
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy -= 1
    }
  }

  return {
    async paint(task) {
      const { key, remembered } = recall(done, task)
      if (remembered) return { kind: 'painted', bytes: remembered }
      const already = doing.get(key)
      if (already) return already
      if (queue.length >= waiting) return { kind: 'busy' }
      const painting = inTurn(task).finally(() => doing.delete(key))
      doing.set(key, painting)
      const painted = await painting
      if (painted.kind === 'painted') remember(done, key, painted.bytes, kept)
      return painted
    },
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

/** One picture in one process, which gets nothing of this program's settings. */
function paintIn(program: URL, task: PaintTask, time: number): Promise<Painted> {
  return new Promise((resolve) => {
    const child = fork(program, {
      serialization: 'advanced',
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      timeout: time,
      killSignal: 'SIGKILL',
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(0, 2_000)
    })
    child.once('message', (bytes) => resolve({ kind: 'painted', bytes: new Uint8Array(bytes as Uint8Array) }))
    child.once('error', (error) => resolve({ kind: 'failed', words: String(error) }))
    child.once('exit', (code, signal) => resolve({ kind: 'failed', words: `ended with ${code ?? signal}: ${said}` }))
    child.send(task, (error) => error && resolve({ kind: 'failed', words: String(error) }))
  })
}
