import { Worker } from 'node:worker_threads'
import type { OpenedWorkbook, SheetRow, WorkbookKind } from './open-workbook.ts'
import type { Asked, Told } from './workbook-worker.ts'

interface Limits {
  /** of memory, in MiB; beyond it the thread ends, and with it nothing else */
  memory: number
  /** milliseconds for one answer: a second is what the largest workbook takes on a machine with nothing else to do */
  answer: number
  /** milliseconds after which a thread that nobody asks anything is ended */
  idle: number
}

const usual: Limits = { memory: 1_536, answer: 120_000, idle: 3_000 }

/**
 * `openWorkbook` on a thread of its own: whoever sends a workbook that takes long to open keeps themselves waiting, and one that would fill the
 * memory is damaged. Rows are handed over as they are asked for. The thread ends when nobody reads, and begins again when somebody does.
 */
export async function openApart(
  bytes: Uint8Array,
  kind: WorkbookKind,
  limits: Partial<Limits> = {},
): Promise<OpenedWorkbook> {
  const ask = askable(bytes, kind, { ...usual, ...limits })
  const opened = await ask({ pass: 0, do: 'open' })
  if (opened.kind !== 'opened') return { why: opened.kind === 'broken' ? opened.why : 'no answer' }
  let passes = 0
  return {
    sheets: opened.names.map((name, sheet) => ({
      name,
      read: () => rowsOf(ask, { pass: ++passes, sheet }),
    })),
  }
}

type Ask = (asked: Asked) => Promise<Told>

async function* rowsOf(ask: Ask, { pass, sheet }: { pass: number; sheet: number }): AsyncGenerator<SheetRow> {
  let told = await ask({ pass, do: 'begin', sheet })
  try {
    while (told.kind === 'rows') {
      yield* told.rows
      told = await ask({ pass, do: 'more' })
    }
  } finally {
    // whoever has seen enough leaves the rest
    if (told.kind === 'rows') void ask({ pass, do: 'leave' })
  }
  if (told.kind === 'broken') throw new Error(told.why)
}

/** Asks the thread, which is begun when there is none. A pass that was under way when it ended is broken. */
function askable(bytes: Uint8Array, kind: WorkbookKind, limits: Limits): Ask {
  let thread: Worker | null = null
  let resting: NodeJS.Timeout | undefined
  const waiting = new Map<number, { of: Worker; tell: (told: Told) => void }>()

  const over = (ended: Worker, why: string) => {
    if (thread === ended) thread = null
    for (const [pass, { of, tell }] of waiting) if (of === ended) tell({ pass, kind: 'broken', why })
  }
  const begin = () => {
    const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
      workerData: { bytes, kind },
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
      env: {},
    })
    worker.on('message', (told: Told) => waiting.get(told.pass)?.tell(told))
    worker.on('error', (error) => over(worker, error.message))
    worker.on('exit', () => over(worker, 'what read the workbook ended'))
    return worker
  }
  const end = () => {
    const ended = thread
    thread = null
    void ended?.terminate()
  }
  const rest = () => {
    if (waiting.size > 0) return
    // nobody waits: neither does the end of the program
    thread?.unref()
    clearTimeout(resting)
    resting = setTimeout(end, limits.idle).unref()
  }

  return (asked) =>
    new Promise((resolve) => {
      if (asked.do === 'leave') {
        thread?.postMessage(asked)
        resolve({ pass: asked.pass, kind: 'end' })
        return
      }
      clearTimeout(resting)
      thread ??= begin()
      const of = thread
      of.ref()
      const late = setTimeout(() => void of.terminate(), limits.answer)
      const tell = (told: Told) => {
        clearTimeout(late)
        waiting.delete(asked.pass)
        resolve(told)
        rest()
      }
      waiting.set(asked.pass, { of, tell })
      of.postMessage(asked)
    })
}
