import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../test/support/browser.ts'
import { type Drawer, drawers, firstParts, type MapPage, openMap } from './map-page.ts'
import type { WrittenScene } from './write-scene.ts'

/** People, and at most how many times sigma's CPU for a frame; null: sigma is not asked, it would take minutes for each. */
const sizes = [
  [1_000, 0.8],
  [10_000, 0.2],
  [20_000, null],
  [100_000, 0.02],
  [500_000, null],
] as const
const ROUNDS = 5
/** So many that the ground moves farther than what was painted of it beforehand. */
const FRAMES = 12
/** Of what takes so long, each round is one frame. */
const LONG_MS = 2_000
const built = join(import.meta.dirname, '../../.build/bench')

interface Row {
  people: number
  most: number | null
  ours: Measured
  sigma: Measured | null
  scene: WrittenScene
}

interface Measured {
  frame: number
  firstFrame: number
  hover: { middle: number; longest: number }
  heap: number
}

/** Our living map beside sigma, in one browser and in turns; prints a table. */
export async function compareMap(wanted: readonly number[]): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const both = await drawers()
  const first = await firstParts('app/workbench/landscape/map/map-island.ts')
  say(
    `map code ${kilobytes(first)} at first, ${kilobytes([both.ours.script])} with all that comes later; sigma with graphology ${kilobytes([both.sigma.script])} (gzip); target 40 kB\n`,
  )
  say(head.map((cell, at) => cell.padStart(widths[at]!)).join(''))
  const rows: Row[] = []
  for (const [people, most] of sizes) {
    if (wanted.length > 0 && !wanted.includes(people)) continue
    const browser = await openBrowser({ graphics: 'tests' })
    if (browser === undefined) throw new Error('There is no browser on this machine to measure the map with.')
    const row = await measured(browser, both, people, most)
    await browser.close()
    rows.push(row)
    for (const line of cellsOf(row)) say(line.map((cell, at) => cell.padStart(widths[at]!)).join(''))
  }
  const flat = rows.filter(({ people }) => people >= 20_000).map(({ ours }) => ours.frame)
  if (flat.length > 1) {
    say(
      `\nfrom 20,000 people on, the dearest frame is ${(Math.max(...flat) / Math.min(...flat)).toFixed(2)} × the cheapest; target 1.5`,
    )
  }
}

async function measured(
  browser: Browser,
  { ours, sigma }: { ours: Drawer; sigma: Drawer },
  people: number,
  most: number | null,
): Promise<Row> {
  mkdirSync(built, { recursive: true })
  const [sceneFile, graphFile] = ['scene', 'graph'].map((name) => join(built, `map-${name}-${people}.bin`))
  const program = join(import.meta.dirname, 'write-scene.ts')
  const words = ['--max-old-space-size=12000', program, String(people), sceneFile!, graphFile!]
  const scene = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as WrittenScene
  const files = { scene: readFileSync(sceneFile!), graph: readFileSync(graphFile!) }
  const pages = [await openMap(browser, ours, files)]
  if (most !== null) pages.push(await openMap(browser, sigma, files))
  const frames = await alternating(pages)
  const told: Measured[] = []
  for (const [at, page] of pages.entries()) {
    const hover = await page.hover()
    told.push({ frame: middle(frames[at]!), firstFrame: page.firstFrame, hover, heap: await page.heap() })
  }
  return { people, most, ours: told[0]!, sigma: told[1] ?? null, scene }
}

/** One round to warm up, then as many that count, in turns. */
async function alternating(pages: readonly MapPage[]): Promise<number[][]> {
  const warm: number[] = []
  for (const page of pages) warm.push(await page.pan(1))
  const told: number[][] = pages.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, page] of pages.entries()) told[at]!.push(await page.pan(warm[at]! > LONG_MS ? 1 : FRAMES))
  }
  return told
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

function kilobytes(files: readonly (string | Uint8Array)[]): string {
  const bytes = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0)
  return `${(bytes / 1000).toFixed(1)} kB`
}

const head = [
  'people',
  '',
  'ms a frame',
  '× sigma',
  'target',
  'first s',
  'hover ms',
  'longest',
  'heap MB',
  'scene kB',
  'brotli',
  'made in s',
  'peak MB',
]
const widths = [9, 7, 12, 9, 8, 9, 10, 9, 9, 10, 9, 11, 9]

function cellsOf({ people, most, ours, sigma, scene }: Row): string[][] {
  const common = (told: Measured) => [
    told.firstFrame.toFixed(1),
    told.hover.middle.toFixed(1),
    told.hover.longest.toFixed(1),
    told.heap.toFixed(0),
  ]
  const share = sigma && (ours.frame / sigma.frame).toPrecision(2)
  const sent = [scene.bytes / 1000, scene.brotli / 1000, scene.cpuSeconds, scene.peakMegabytes]
  const mine = [
    people.toLocaleString('en'),
    'ours',
    ours.frame.toFixed(0),
    share ?? '–',
    most === null ? '–' : `≤ ${most}`,
    ...common(ours),
    ...sent.map((value, at) => value.toFixed(at === 2 ? 1 : 0)),
  ]
  if (sigma === null) return [mine]
  return [mine, ['', 'sigma', sigma.frame.toFixed(0), '', '', ...common(sigma)]]
}
