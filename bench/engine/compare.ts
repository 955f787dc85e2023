import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { type GraphName, graphFile, graphs } from './graph-file.ts'
import type { Told } from './peer.ts'
import { type Row, rows } from './rows.ts'

/** A program that does the same work on the same graph, in a process of its own. */
interface Worker {
  ask(work: string): Promise<Told>
  end(): void
}

const here = import.meta.dirname
const built = join(here, '../../.build/bench')

function start(command: string, words: string[]): Worker {
  const child: ChildProcess = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    async ask(work) {
      child.stdin!.write(`${work}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${command} ended while it was asked for ${work}`)
      return JSON.parse(value) as Told
    },
    end: () => child.kill(),
  }
}

const node = (program: string, file: string) =>
  start(process.execPath, ['--max-old-space-size=8000', join(here, program), file])

/** igraph's C library, where Debian's libigraph-dev and a compiler are; null elsewhere. */
function igraphProgram(): string | null {
  const program = join(built, 'igraph-peer')
  if (existsSync(program)) return program
  try {
    const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'igraph'], { encoding: 'utf8', stdio: 'pipe' })
    mkdirSync(dirname(program), { recursive: true })
    const words = ['-O2', join(here, 'igraph-peer.c'), ...flags.trim().split(/\s+/), '-o', program]
    execFileSync('cc', words, { stdio: 'pipe' })
    return program
  } catch {
    return null
  }
}

const RUNS = 5
/** Work that takes longer than this is done less often: three times, or once. */
const LONG_MS = [15_000, 60_000] as const

interface Compared {
  ours: Told
  igraph: Told | null
  graphology: Told | null
}

/** Medians of alternating runs: ours, theirs, ours, theirs. */
async function compare(row: Row, ours: Worker, igraph: Worker | null, graphology: Worker | null): Promise<Compared> {
  const pairs: [Worker | null, string | null][] = [
    [ours, row.ours],
    [igraph, row.igraph],
    [graphology, row.graphology],
  ]
  const told: Told[][] = [[], [], []]
  for (let run = 0; run < RUNS; run++) {
    for (const [at, [worker, work]] of pairs.entries()) if (worker && work) told[at]!.push(await worker.ask(work))
    const longest = Math.max(...told.flat().map(({ ms }) => ms ?? 0))
    if (longest > LONG_MS[1] || (longest > LONG_MS[0] && run === 2)) break
  }
  const [mine, theirs, others] = told.map(median)
  return { ours: mine!, igraph: theirs ?? null, graphology: others ?? null }
}

function median(told: Told[]): Told | null {
  const sorted = told.filter(({ ms }) => ms !== null).sort((one, other) => one.ms! - other.ms!)
  return sorted[(sorted.length - 1) >> 1] ?? null
}

const widths = [44, 16, 10, 10, 9, 12, 10, 24]
const line = (cells: string[]) =>
  process.stdout.write(
    `${cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('')}\n`,
  )
const shown = (ms: number | null | undefined) => (ms == null ? 'absent' : ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0))

function verdict(row: Row, name: GraphName, ms: number | null, ratio: number | null, times: number | null): string {
  const judged: string[] = []
  // the targets are for the larger graphs, and for exact work on the smallest
  if (name === 'facebook-pages') return ''
  const most = row.most?.[name]
  if (most && ms !== null) judged.push(ms <= most.goal ? 'goal' : ms <= most.must ? 'must' : 'MISSED')
  if (ratio !== null && row.must !== null)
    judged.push(ratio <= (row.goal ?? 0) ? 'goal' : ratio <= row.must ? 'must' : 'MISSED')
  if (ratio !== null && row.must === null && row.goal !== null)
    judged.push(ratio <= row.goal ? 'goal' : 'above the goal')
  if (times !== null && row.mustTimes)
    judged.push(times >= row.goalTimes! ? 'goal' : times >= row.mustTimes ? 'must' : 'MISSED')
  return judged.join(', ')
}

async function compareOn(name: GraphName): Promise<void> {
  const file = graphFile(name)
  if (!file) {
    process.stdout.write(`${name}: absent, because the networks it is made from do not lie beside the project\n`)
    return
  }
  const wanted = rows.filter(({ on }) => on.includes(name))
  const ours = node('ours.ts', file)
  const program = igraphProgram()
  const igraph = program && wanted.some((row) => row.igraph) ? start(program, [file]) : null
  const graphology = wanted.some((row) => row.graphology) && name !== 'L' ? node('graphology-peer.ts', file) : null
  let peaks: (number | undefined)[] = []
  for (const row of wanted) {
    // from here on a landscape lies in memory beside the network
    if (row.ours === 'world') tellPeaks('all of the above', name, peaks)
    const compared = await compare(row, ours, igraph, graphology)
    const mine = compared.ours.ms
    const ratio = mine !== null && compared.igraph?.ms ? mine / compared.igraph.ms : null
    const asFast = mine && compared.graphology?.ms ? compared.graphology.ms / mine : null
    const times = row.isRatio ? compared.ours.value : asFast
    const peer = (asked: string | null, told: Told | null) => (asked ? shown(told?.ms) : '–')
    line([
      row.what,
      name,
      shown(mine),
      peer(row.igraph, compared.igraph),
      ratio === null ? '–' : ratio.toFixed(3),
      peer(row.graphology, compared.graphology),
      times === null ? '–' : times.toFixed(1),
      verdict(row, name, mine, ratio, times),
    ])
    const { ours: us, igraph: it, graphology: other } = compared
    peaks = [us.peakMegabytes, it?.peakMegabytes ?? peaks[1], other?.peakMegabytes ?? peaks[2]]
  }
  tellPeaks('with landscape and worlds', name, peaks)
  for (const worker of [ours, igraph, graphology]) worker?.end()
}

function tellPeaks(when: string, name: GraphName, peaks: readonly (number | undefined)[]): void {
  const [ours, igraph, graphology] = peaks.map((megabytes) => megabytes?.toFixed(0) ?? '–')
  line([`peak of memory, MB, ${when}`, name, ours ?? '–', igraph ?? '–', '', graphology ?? '–', '', ''])
}

/** Compares the engine with its peers on the graphs of these sizes, and prints a table of CPU milliseconds and ratios. */
export async function compareEngine(sizes: readonly string[]): Promise<void> {
  const names = (Object.keys(graphs) as GraphName[]).filter((name) => sizes.includes(graphs[name].size))
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}\n`)
  process.stdout.write(`CPU milliseconds, medians of ${RUNS} alternating runs (3 above 15 s, 1 above 60 s)\n\n`)
  line(['', '', 'ours', 'igraph C', '× igraph', 'graphology', 'times', ''])
  for (const name of names) await compareOn(name)
}
