import { parentPort, workerData } from 'node:worker_threads'
import { type OpenedWorkbook, openWorkbook, type SheetRow, type WorkbookKind } from './open-workbook.ts'

export interface WorkbookTask {
  bytes: Uint8Array
  kind: WorkbookKind
}

/** What is asked of the thread: its sheets, to begin with one, for more of it, or to leave it. A pass is one way through one sheet. */
export type Asked = { pass: number } & ({ do: 'open' | 'more' | 'leave' } | { do: 'begin'; sheet: number })

export type Told = { pass: number } & (
  | { kind: 'opened'; names: string[] }
  | { kind: 'rows'; rows: SheetRow[] }
  | { kind: 'end' }
  | { kind: 'broken'; why: string }
)

/** Cells that are handed over at once: enough that handing over costs little, few enough that it keeps nobody waiting. */
const cellsAtOnce = 20_000

const { bytes, kind } = workerData as WorkbookTask
let opened: Promise<OpenedWorkbook> | undefined
const passes = new Map<number, AsyncIterator<SheetRow>>()

parentPort?.on('message', async (asked: Asked) => {
  const told = await answer(asked).catch((error: Error) => ({ kind: 'broken', why: error.message }) as const)
  if (told) parentPort?.postMessage({ pass: asked.pass, ...told })
})

async function answer(asked: Asked) {
  opened ??= openWorkbook(bytes, kind)
  const workbook = await opened
  if ('why' in workbook) return { kind: 'broken', why: workbook.why } as const
  if (asked.do === 'open') return { kind: 'opened', names: workbook.sheets.map(({ name }) => name) } as const
  if (asked.do === 'leave') {
    await passes.get(asked.pass)?.return?.()
    passes.delete(asked.pass)
    return null
  }
  if (asked.do === 'begin') passes.set(asked.pass, workbook.sheets[asked.sheet]!.read()[Symbol.asyncIterator]())
  const pass = passes.get(asked.pass)
  // the thread ended and began again in the middle of it
  if (!pass) return { kind: 'broken', why: 'the sheet was not read to its end' } as const
  const rows = await nextRows(pass)
  if (rows.length > 0) return { kind: 'rows', rows } as const
  passes.delete(asked.pass)
  return { kind: 'end' } as const
}

async function nextRows(pass: AsyncIterator<SheetRow>): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for (let cells = 0; cells < cellsAtOnce; ) {
    const { done, value } = await pass.next()
    if (done) break
    rows.push(value)
    cells += value.values.length + 1
  }
  return rows
}
