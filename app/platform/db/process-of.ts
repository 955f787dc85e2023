import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Is there a process of this number? Also true when it belongs to somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process, its words joined by spaces; null when there is none or it may not be seen. */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ask(pid, 'command=')
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  return text === null ? null : text.replaceAll('\0', ' ').trim()
}

/**
 * A text that names one process for good: its number with the moment it began, because numbers are used again. Null when there is
 * no such process.
 */
export async function fingerprintOf(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null
  const began = process.platform === 'linux' ? await ticksAtStart(pid) : await ask(pid, 'lstart=')
  return began === null ? null : `${pid}:${began.replaceAll(/\W+/g, '-')}`
}

/** Waits until the process is gone; false when it still lives after `milliseconds`. */
export async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid); waited += 25) {
    if (waited >= milliseconds) return false
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return true
}

async function ticksAtStart(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The second field is the program's name in brackets and may hold spaces; the twentieth after it is the start.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

async function ask(pid: number, column: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', column, '-p', String(pid)])
    return stdout.trim() || null
  } catch {
    return null
  }
}
