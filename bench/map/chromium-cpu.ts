import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc; 100 a second on every Linux that Node runs on. */
const TICK_MS = 10

/** CPU milliseconds, since they began, of all processes of a kind among the descendants of a process. */
export function chromiumCpu(root: number, kinds: readonly string[]): number {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []))
  const ours = new Set([root])
  // a child never has a smaller number than its parent, but where numbers have begun anew
  for (let found = -1; found !== ours.size; ) {
    found = ours.size
    for (const { id, parent } of processes) if (ours.has(parent)) ours.add(id)
  }
  const wanted = processes.filter(({ id, command }) => ours.has(id) && kinds.some((kind) => command.includes(kind)))
  return wanted.reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0)
}

interface Running {
  id: number
  parent: number
  ticks: number
  command: string
}

/** Nothing where the process ended meanwhile. */
function readProcess(id: string): Running | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // the name stands in brackets and may hold anything
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
    return { id: Number(id), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), command }
  } catch {
    return null
  }
}
