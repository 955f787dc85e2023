import { parseArgs } from 'node:util'
import { type Control, isStopped } from '@ecotone/engine/control.ts'
import { valuesOf } from '@ecotone/engine/measure.ts'
import { type AnyMeasure, measures } from '@ecotone/engine/measures.ts'
import type { Landscape } from '@ecotone/engine/network/landscape.ts'
import { poolOf, seatsOf, turnsOf, votesOf } from './other-inputs.ts'
import { readGraph } from './peer.ts'
import { richGraph } from './rich-graph.ts'

/**
 * How long every measure computes without asking whether to stop, on one graph: from its beginning to the first question, from one to the
 * next, and from the last to its end. CPU milliseconds of the thread that computes, because others share the machine.
 *
 * Words: the file of the graph, then the ids of measures; all of them where there are none. With `--longest 4000` runs are stopped after so
 * many milliseconds, with `--where` the longest silences are told by where they begin and end.
 */

const { values: wish, positionals } = parseArgs({
  allowPositionals: true,
  options: { longest: { type: 'string', default: '30000' }, where: { type: 'boolean', default: false } },
})

/** What takes longer is stopped, and what was seen until then is told. */
const LONGEST_RUN_MS = Number(wish.longest)
/** What is shorter is measured again, and the best taken: the first time everything is slower. */
const SHORT_RUN_MS = 2_000
/** Silences from here on are told by where they are. */
const LONG_MS = 45

interface Silence {
  longest: number
  all: number
  isWhole: boolean
  /** where the longest begins and ends; empty unless asked for */
  where: string
}

const tellsWhere = wish.where

function cpu(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The functions that are at work, the last one first. */
function calls(): string {
  const lines = new Error('where').stack!.split('\n').slice(4, 10)
  return lines.map((line) => line.trim().replace(/^at (\S+) .*\/(\S+:\d+):\d+\)$/, '$1 $2')).join(' < ')
}

function listen(run: (control: Control) => unknown): Silence {
  const began = cpu()
  const silence: Silence = { longest: 0, all: 0, isWhole: true, where: '' }
  let last = began
  let before = 'the beginning'
  const heard = (now: string) => {
    const ms = cpu() - last
    if (ms > silence.longest) {
      silence.longest = ms
      silence.where = `    from ${before}\n    to   ${now}\n`
    }
    before = now
    last = cpu()
    return last - began > LONGEST_RUN_MS
  }
  try {
    run({ shouldStop: () => heard(tellsWhere ? calls() : '') })
    heard('the end')
  } catch (error) {
    if (!isStopped(error)) throw error
    silence.isWhole = false
  }
  silence.all = cpu() - began
  return silence
}

function bestOf(run: (control: Control) => unknown): Silence {
  let best = listen(run)
  for (let again = 0; again < 2 && best.all < SHORT_RUN_MS; again++) {
    const next = listen(run)
    if (next.longest < best.longest) best = next
  }
  return best
}

/** Who and what is asked about, and then what is set besides the defaults: a line of the table for each. */
function settingsOf({ id, parameters }: AnyMeasure, { ids }: Landscape): Record<string, unknown>[] {
  const { people, practices } = ids
  const usual: Record<string, unknown> = {}
  const unnamed = [...practices.slice(0, 2)]
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!('names' in parameter)) continue
    if (parameter.names === 'boundary') usual[name] = 'river'
    else if (parameter.names === 'practice' && parameter.kind === 'id') usual[name] = unnamed.shift()
    else if (parameter.names === 'person' && parameter.kind === 'id') usual[name] = people[people.length >> 1]
    else if (parameter.names === 'person')
      usual[name] = Array.from({ length: 12 }, (_, k) => people[Math.floor(((k + 0.5) * people.length) / 12)])
  }
  const others: Record<string, unknown>[] = [
    { weighted: true },
    { directed: true },
    { boundary: null },
    { attentionCost: 0.2 },
    { unknown: 'draw' },
  ]
  const settings = others.filter((other) => Object.keys(other)[0]! in parameters)
  if (id === 'introducer-paths') usual.practice = null
  return [{}, ...settings].map((setting) => ({ ...usual, ...setting }))
}

const [file, ...asked] = positionals
const columns = readGraph(file!)
const isLarge = columns.people > 200_000

const kept = new Map<string, unknown>()
function once<T>(name: string, make: () => T): T {
  if (!kept.has(name)) kept.set(name, make())
  return kept.get(name) as T
}
const landscapeOf = (oneWay: boolean) => once(`landscape ${oneWay}`, () => richGraph(columns, { oneWay }))

/** As nobody has seen it: what is kept with a landscape for the next question is laid out again. */
function inputOf(measure: AnyMeasure, oneWay: boolean): unknown {
  switch (measure.input) {
    case 'landscape':
      return { ...landscapeOf(oneWay) }
    case 'two-landscapes':
      return { earlier: { ...landscapeOf(false) }, later: { ...landscapeOf(true) } }
    case 'votes':
      return once('votes', () => votesOf(isLarge ? 100_000 : 20_000))
    case 'turns':
      return once('turns', () => turnsOf(isLarge ? 300_000 : 100_000))
    case 'pool':
      return once('pool', () => poolOf(isLarge ? 5_000 : 500))
    case 'seats':
      return once('seats', () => seatsOf(isLarge ? 800 : 200))
  }
}

/** With ties that carry one way only these do other work. */
const oneWayToo = ['reach', 'space-effect', 'criticality', 'opportunities', 'what-if']

function tell(measure: AnyMeasure, setting: Record<string, unknown>, oneWay: boolean): void {
  const differs = Object.entries(setting).filter(([name]) => !('names' in measure.parameters[name]!) || !setting[name])
  const named = [...differs.map(([name, value]) => `${name} ${value}`), ...(oneWay ? ['one-way ties'] : [])].join(', ')
  const begins = `${measure.id.padEnd(30)}${named.padEnd(36)}`
  try {
    const values = valuesOf(measure, setting) as never
    // what is asked about is made before anything is measured
    inputOf(measure, oneWay)
    const { longest, all, isWhole, where } = bestOf((control) => measure.run(inputOf(measure, oneWay), values, control))
    process.stdout.write(
      `${begins}${longest.toFixed(0).padStart(7)}${all.toFixed(0).padStart(9)}${isWhole ? '' : '+'}\n`,
    )
    if (tellsWhere && longest > LONG_MS) process.stdout.write(where)
  } catch (error) {
    // some questions are refused at this size
    process.stdout.write(`${begins}  ${(error as Error).message.slice(0, 100)}\n`)
  }
}

for (const measure of measures) {
  // a plan that is seated again takes a plan first, and then works as the other
  if (measure.id === 'tables-again' || (asked.length > 0 && !asked.includes(measure.id))) continue
  for (const oneWay of oneWayToo.includes(measure.id) ? [false, true] : [false]) {
    for (const setting of settingsOf(measure, landscapeOf(false))) tell(measure, setting, oneWay)
  }
}
