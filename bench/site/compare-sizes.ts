import { type Asked, askOften, middle } from './ask-often.ts'
import { type BenchProgram, benchProgram } from './bench-program.ts'
import { inventSite } from './invented-site.ts'
import { madeAnew } from './made-anew.ts'

const small = { posts: 100, events: 100 }
const large = { posts: 10_000, events: 5_000 }

/** Each page with as much on it in both; where the address differs, the second is asked among the many. */
const pages: readonly (readonly [string, string?])[] = [
  ['/'],
  ['/blog'],
  ['/blog?page=9', '/blog?page=999'],
  ['/blog/tags/few'],
  ['/blog/invented-50'],
  ['/blog/feed.atom'],
  ['/events'],
  ['/events?kind=workshop'],
  [`/events?month=${new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 7)}`],
  ['/events/invented-50'],
  ['/events/feed.ics'],
  ['/events/kinds/field-day/feed.ics'],
]

/** Pages made anew among 100 posts and 100 events and among 10,000 and 5,000, in turns: CPU with the database, for one request. */
export async function compareSizes(): Promise<void> {
  const [few, many] = [await benchProgram(), await benchProgram()]
  try {
    await inventSite(few.client, small)
    await inventSite(many.client, large)
    process.stdout.write('\nmade anew, with the database: among 100 posts and 100 events, and among 10,000 and 5,000\n')
    for (const [path, pathOfMany = path] of pages) await comparePaths(few, path, many, pathOfMany)
  } finally {
    await few.done()
    await many.done()
  }
}

async function comparePaths(few: BenchProgram, path: string, many: BenchProgram, pathOfMany: string): Promise<void> {
  const asked: [Asked[], Asked[]] = [[], []]
  for (let turn = 0; turn < 5; turn += 1) {
    asked[0].push(await ask(few, path))
    asked[1].push(await ask(many, pathOfMany))
  }
  const [least, most] = asked.map((one) => middle(one, 'cpu')) as [number, number]
  const cells = [`${(least * 1000).toFixed(0)} µs`, `${(most * 1000).toFixed(0)} µs`, `× ${(most / least).toFixed(2)}`]
  process.stdout.write(`  ${pathOfMany.padEnd(34)}${cells.map((cell) => cell.padStart(14)).join('')}\n`)
}

function ask({ pids, origin }: BenchProgram, path: string): Promise<Asked> {
  return askOften({ pids, url: origin + path, headers: madeAnew, times: 100, connections: 4, status: 200 })
}
