import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { promisify } from 'node:util'
import { accessWork } from './access-work.ts'
import { compareEngine } from './engine/compare.ts'
import { tellStops } from './engine/stops.ts'
import { fileWork } from './file-work.ts'
import { importWork } from './import-work.ts'
import { compareMap } from './map/compare-map.ts'
import { compareSite } from './site/compare-site.ts'
import { workbenchWork } from './workbench-work.ts'

/** One thing to measure. Everything up to `prepare` is not counted. */
export interface Work {
  what: string
  size: string
  prepare(): Promise<Prepared> | Prepared
}

export interface Prepared {
  ours(): unknown
  /** The same thing, or the nearest to it, written plainly; null where there is none. */
  plain: (() => unknown) | null
  done?(): Promise<void>
}

interface Measured {
  ms: number
  plainMs: number | null
  peakMegabytes: number
}

const kinds: Record<string, Work[]> = {
  workbench: workbenchWork,
  files: fileWork,
  import: importWork,
  access: accessWork,
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Short work is repeated and the middle taken; long work is done once. */
async function measure(work: () => unknown): Promise<number> {
  const times = [await timed(work)]
  while (times.length < 5 && times.reduce((sum, ms) => sum + ms, 0) < 3_000) times.push(await timed(work))
  return times.sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)]!
}

async function measureHere(work: Work): Promise<Measured> {
  const prepared = await work.prepare()
  const plainMs = prepared.plain && (await measure(prepared.plain))
  const ms = await measure(prepared.ours)
  await prepared.done?.()
  return { ms, plainMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 }
}

/** Each in a process of its own, so that the peak of memory is its own. */
async function measureApart(kind: string, nth: number): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, '--one', kind, String(nth)], {
    maxBuffer: 1 << 20,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured
}

const columns = [44, 34, 11, 11, 9]
const row = (cells: string[]) =>
  process.stdout.write(
    `${cells.map((cell, at) => (at < 2 ? cell.padEnd(columns[at]!) : cell.padStart(columns[at]!))).join('')}\n`,
  )

const words = process.argv.slice(2)
const [kind, nth] = words.slice(1)
const first = words[0] ?? ''
/** What may follow a word that stands alone. */
const following: Record<string, RegExp> = {
  engine: /^(stops|[SML])$/,
  map: /^\d+$/,
  site: /^(pages|sizes|lighthouse)$/,
}
const unknown =
  first in following
    ? words.slice(1).find((word) => !following[first]!.test(word))
    : words.find((word) => !(word in kinds))
if (first === '--one') {
  process.stdout.write(`${JSON.stringify(await measureHere(kinds[kind!]![Number(nth)]!))}\n`)
} else if (unknown) {
  process.stderr.write(`bin/bench knows no ${unknown}; bin/bench --help says what it knows.\n`)
  process.exitCode = 2
} else if (first === 'engine' && words[1] === 'stops') {
  tellStops(words.length > 2 ? words.slice(2) : ['M'])
} else if (first === 'engine') {
  await compareEngine(words.length > 1 ? words.slice(1) : ['S', 'M'])
} else if (first === 'map') {
  await compareMap(words.slice(1).map(Number))
} else if (first === 'site') {
  await compareSite(words.slice(1))
} else {
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}\n\n`)
  row(['', '', 'ms', '× plain', 'peak MB'])
  for (const name of words.length > 0 ? words : Object.keys(kinds)) {
    for (const [at, work] of kinds[name]!.entries()) {
      const { ms, plainMs, peakMegabytes } = await measureApart(name, at)
      const times = plainMs === null ? '–' : (ms / plainMs).toFixed(ms / plainMs < 10 ? 1 : 0)
      row([work.what, work.size, ms.toFixed(ms < 100 ? 1 : 0), times, peakMegabytes.toFixed(0)])
    }
  }
}
