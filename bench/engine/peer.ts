import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** What came of one piece of work. */
export interface Told {
  /** CPU milliseconds; null where this program cannot do it */
  ms: number | null
  peakMegabytes: number
  /** by which to see that all compute the same */
  value: number
}

/** A graph as its file holds it: numbers of people, ties, groups and sides, then columns. */
export interface GraphColumns {
  people: number
  from: Uint32Array
  to: Uint32Array
  group: Uint32Array
  groups: number
}

/** Reads a file of `bench/engine/graph-file.ts`. */
export function readGraph(path: string): GraphColumns {
  const bytes = readFileSync(path)
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  const [people, ties, groups] = words
  const from = words.subarray(4, 4 + ties!)
  const to = words.subarray(4 + ties!, 4 + 2 * ties!)
  return { people: people!, from, to, groups: groups!, group: words.subarray(4 + 2 * ties!, 4 + 2 * ties! + people!) }
}

/** CPU milliseconds of this process so far, all its threads together. */
export function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Work that takes next to no time is repeated until it took this long. */
const LONG_ENOUGH_MS = 25

async function measured(
  work: (size: number) => Done | Promise<Done>,
  size: number,
): Promise<{ value: number; ms: number }> {
  const began = cpu()
  for (let times = 1; ; times++) {
    const done = await work(size)
    if (typeof done !== 'number') return done
    const ms = cpu() - began
    if (ms >= LONG_ENOUGH_MS) return { value: done, ms: ms / times }
  }
}

/** Work done: a value, or a value with the milliseconds of the part that counts. */
type Done = number | { value: number; ms: number }

/** Does the work named on each line of the input and tells of it in a line of the output. */
export async function serveWork(
  works: Readonly<Record<string, (size: number) => Done | Promise<Done>>>,
): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, size] = line.split(' ')
    const work = works[what!]
    const { value, ms } = work ? await measured(work, Number(size ?? 0)) : { value: 0, ms: null }
    const told: Told = { ms, peakMegabytes: process.resourceUsage().maxRSS / 1024, value }
    process.stdout.write(`${JSON.stringify(told)}\n`)
  }
}
