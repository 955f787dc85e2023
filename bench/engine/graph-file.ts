import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '../..')
const shared = join(root, '../shared/data')
const made = join(root, '.build/bench')

/** Sizes of the comparison: real networks, and two drawn with planted groups by the generator beside the project. */
export const graphs = {
  lazega: { size: 'S', about: 'lazega: 71 people' },
  'facebook-pages': { size: 'S', about: 'facebook-pages: 22,470 pages' },
  M: { size: 'M', about: '100,000 people, 996,115 ties' },
  L: { size: 'L', about: '1,000,000 people, 9,782,240 ties' },
} as const
export type GraphName = keyof typeof graphs

/** The file of a graph, made at the first use; null where what it is made from is not there. */
export function graphFile(name: GraphName): string | null {
  const file = join(made, `${name}.bin`)
  if (existsSync(file)) return file
  if (!existsSync(shared)) return null
  mkdirSync(made, { recursive: true })
  if (name === 'M' || name === 'L') draw(name === 'M' ? 100_000 : 1_000_000, file)
  else writeFileSync(file, name === 'lazega' ? lazega() : facebookPages())
  return file
}

function draw(people: number, file: string): void {
  const memory = '--max-old-space-size=6000'
  execFileSync(process.execPath, [memory, join(shared, 'gen-dcsbm.mjs'), String(people), '20', '0.3', file, '1'])
}

function lazega(): Buffer {
  const rows = readFileSync(join(shared, 'lazega/law_friends.edges.csv'), 'utf8')
  return graphBytes(71, pairsOf(rows))
}

function facebookPages(): Buffer {
  const rows = gunzipSync(readFileSync(join(shared, 'facebook-pages/edges.csv.gz'))).toString()
  return graphBytes(22_470, pairsOf(rows))
}

function pairsOf(rows: string): [number, number][] {
  const lines = rows.trim().split('\n').slice(1)
  return lines.map((line) => line.split(',').map(Number) as [number, number])
}

/** Each pair once, nobody with themselves, everybody in one of eight groups by their number. */
function graphBytes(people: number, pairs: [number, number][]): Buffer {
  const keys = new Set(pairs.filter(([a, b]) => a !== b).map(([a, b]) => Math.min(a, b) * people + Math.max(a, b)))
  const sorted = [...keys].sort((a, b) => a - b)
  const words = new Uint32Array(4 + 2 * sorted.length + 2 * people)
  words.set([people, sorted.length, 8, 8])
  sorted.forEach((key, k) => {
    words[4 + k] = Math.floor(key / people)
    words[4 + sorted.length + k] = key % people
  })
  for (let i = 0; i < 2 * people; i++) words[4 + 2 * sorted.length + i] = i % 8
  return Buffer.from(words.buffer)
}
