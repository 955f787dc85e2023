import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface RunningProcess {
  pid: number
  parent: number
  command: string
}

/** Every process of this machine that can be seen. Needs nothing installed on Linux. */
function runningProcesses(): RunningProcess[] {
  if (process.platform !== 'linux') return askPs()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        if (state === 'Z') return []
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return [{ pid: Number(name), parent: Number(parent), command }]
      } catch {
        return []
      }
    })
}

function askPs(): RunningProcess[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!
    return { pid: Number(pid), parent: Number(parent), command: command! }
  })
}

/** The processes whose command names this text: for a data folder, its server and the keeper of that server. */
export function processesNaming(text: string): RunningProcess[] {
  return runningProcesses().filter(({ pid, command }) => pid !== process.pid && command.includes(text))
}

/** Kills the processes that name this text, and all their children, in one go and with no chance to tidy up. */
export function killEverythingNaming(text: string): void {
  const all = runningProcesses()
  const doomed = new Set(processesNaming(text).map(({ pid }) => pid))
  for (let grown = true; grown; ) {
    const children = all.filter(({ pid, parent }) => doomed.has(parent) && !doomed.has(pid))
    for (const { pid } of children) doomed.add(pid)
    grown = children.length > 0
  }
  for (const pid of doomed) kill(pid)
}

export function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
