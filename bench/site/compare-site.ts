import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { type Asked, askOften, middle } from './ask-often.ts'
import type { BareAnswer } from './bare-server.ts'
import { type BenchProgram, benchProgram } from './bench-program.ts'
import { compareSizes } from './compare-sizes.ts'
import { openGhost, type PageOfGhost } from './ghost.ts'
import { lookFromLighthouse } from './lighthouse.ts'
import { madeAnew } from './made-anew.ts'

const encoding = { 'accept-encoding': 'gzip' }

/** What is asked, in turns, of the bare server, of the program, and of Ghost. */
const ways = [
  { name: 'bare node:http, the same bytes', of: 'bare', headers: encoding, times: 10_000, status: 200 },
  { name: 'kept', of: 'program', headers: encoding, times: 10_000, status: 200 },
  { name: 'kept, 304', of: 'program', headers: encoding, times: 10_000, status: 304 },
  { name: 'made anew, with its database', of: 'program', headers: madeAnew, times: 400, status: 200 },
  { name: 'Ghost 6, with its database', of: 'ghost', headers: encoding, times: 150, status: 200 },
] as const

/**
 * Pages that anybody reads, beside a bare server that sends the same bytes and beside Ghost: CPU for one request, how many times as much as
 * the bare one, and how long answers took at 50 connections. Then the same pages made anew among 100 posts and among so many.
 */
export async function compareSite(words: readonly string[]): Promise<void> {
  const says = (word: string) => words.length === 0 || words.includes(word)
  const program = await benchProgram()
  try {
    if (says('pages')) await comparePages(program)
    if (says('lighthouse')) await lookFromLighthouse(program.origin)
    if (says('sizes')) await compareSizes()
  } finally {
    await program.done()
  }
}

async function comparePages(program: BenchProgram): Promise<void> {
  const ghost = await openGhost()
  try {
    await comparePage(program, '/blog', ghost?.list)
    await comparePage(program, '/blog/ten-in-the-morning-is-a-boundary', ghost?.post)
    await comparePage(program, '/events', ghost?.list)
    await comparePage(program, '/blog/feed.atom', ghost?.feed)
  } finally {
    await ghost?.done()
  }
}

async function comparePage(program: BenchProgram, path: string, ghost: PageOfGhost | undefined): Promise<void> {
  const answer = await fetch(program.origin + path, { headers: encoding })
  // fetch has unpacked it; what went over the wire is asked for again as it is
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const bare = await bareServer(program.origin + path)
  process.stdout.write(
    `\n${path} (${bytes.length.toLocaleString('en')} bytes, ${bare.sent.toLocaleString('en')} sent)\n`,
  )
  const servers = { bare, program: { pids: program.pids, url: program.origin + path }, ghost }
  const all = new Map<string, Asked[]>()
  for (let turn = 0; turn < 3; turn += 1) {
    for (const { name, of, headers, times, status } of ways) {
      const server = servers[of]
      if (!server) continue
      // asked for now: a page that was made again in between may have another
      const tag = status === 304 ? ((await fetch(program.origin + path, { headers })).headers.get('etag') ?? '') : ''
      const known: Record<string, string> = tag ? { 'if-none-match': tag } : {}
      const asking = { ...server, headers: { ...headers, ...known }, times, connections: 50, status }
      all.set(name, [...(all.get(name) ?? []), await askOften(asking)])
    }
  }
  bare.child.disconnect()
  tell(all)
}

function tell(all: ReadonlyMap<string, Asked[]>): void {
  const least = middle(all.get(ways[0].name)!, 'cpu')
  for (const [name, asked] of all) {
    const cpu = middle(asked, 'cpu')
    const cells = [`${(cpu * 1000).toFixed(0)} µs CPU`, `× ${(cpu / least).toFixed(1)}`]
    const [p50, p99] = [middle(asked, 'p50'), middle(asked, 'p99')]
    const waited = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (× ${(p99 / p50).toFixed(1)})`
    process.stdout.write(`  ${name.padEnd(34)}${cells.map((cell) => cell.padStart(16)).join('')}    ${waited}\n`)
  }
  const [ours, ghosts] = ['made anew, with its database', 'Ghost 6, with its database'].map((name) => all.get(name))
  if (!ours || !ghosts) return
  const times = middle(ghosts, 'cpu') / middle(ours, 'cpu')
  process.stdout.write(`  a page of Ghost costs ${times.toFixed(1)} times as much as ours made anew\n`)
}

/** A bare server that sends what the program sends at this address, byte for byte. */
async function bareServer(url: string): Promise<{ child: ChildProcess; pids: number[]; url: string; sent: number }> {
  const answer = await rawAnswer(url)
  const child = fork(new URL('./bare-server.ts', import.meta.url), { serialization: 'advanced' })
  child.send(answer)
  const [port] = (await once(child, 'message')) as [number]
  return { child, pids: [child.pid!], url: `http://127.0.0.1:${port}/`, sent: answer.bytes.length }
}

async function rawAnswer(url: string): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: encoding }, async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      const { date: _, connection: __, 'keep-alive': ___, ...headers } = response.headers
      resolve({ headers: headers as Record<string, string>, bytes: new Uint8Array(Buffer.concat(parts)) })
    })
      .once('error', reject)
      .end()
  })
}
