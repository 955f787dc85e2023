import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

export interface Asked {
  /** milliseconds of CPU of the server and of whatever works for it, for one request */
  cpu: number
  /** milliseconds until an answer was there, in the middle and of the slowest in a hundred */
  p50: number
  p99: number
}

/** Who is asked, how often, over how many connections at once, and what every answer must have as its status. */
export interface Asking {
  /** processes whose CPU counts, with all that they started */
  pids: readonly number[]
  url: string
  headers: Record<string, string>
  times: number
  connections: number
  status: number
}

/** Asks the same thing again and again over connections that stay open. */
export async function askOften({ pids, url, headers, times, connections, status }: Asking): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waited: number[] = []
  const once = (): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now()
      const asked = request(url, { agent, headers }, (response) => {
        if (response.statusCode !== status) reject(new Error(`${url} answered ${response.statusCode}, not ${status}.`))
        response.resume().once('end', () => {
          waited.push(performance.now() - began)
          resolve()
        })
      })
      asked.once('error', (error: NodeJS.ErrnoException) => {
        // the server closed a connection at the very moment it was used again: programs ask once more
        if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(once())
        else reject(error)
      })
      asked.end()
    })
  // the first of each connection are not counted: they open it, and warm the code
  await Promise.all(Array.from({ length: connections }, once))
  waited.length = 0
  const before = cpuOf(pids)
  let left = times
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await once()
    }),
  )
  const cpu = (cpuOf(pids) - before) / times
  agent.destroy()
  const sorted = waited.sort((a, b) => a - b)
  return { cpu, p50: sorted[Math.floor(sorted.length / 2)]!, p99: sorted[Math.floor(sorted.length * 0.99)]! }
}

/** The middle of what was measured in several turns. */
export function middle(asked: readonly Asked[], what: keyof Asked): number {
  const sorted = asked.map((one) => one[what]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** Milliseconds of CPU that these processes and all that they started have used so far. Linux counts them in hundredths of a second. */
function cpuOf(roots: readonly number[]): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
  const counted = new Set(roots)
  // whoever was started has a higher number than whoever started it, but for the rare turn of the numbers
  for (const { pid, parent } of all.sort((a, b) => a.pid - b.pid)) if (counted.has(parent)) counted.add(pid)
  return all.reduce((sum, { pid, cpu }) => sum + (counted.has(pid) ? cpu : 0), 0)
}

/** Who started a process, and the CPU that it has used; null when it is gone. */
export function statOf(pid: number): { pid: number; parent: number; cpu: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the name stands in brackets and may hold anything
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) * 10 }
  } catch {
    return null
  }
}
