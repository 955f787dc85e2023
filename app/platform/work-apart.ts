import { fork } from 'node:child_process'

/** What became of work in a process of its own: bytes, or why there are none. */
export type Made =
  | { kind: 'made'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'stopped' }
  | { kind: 'failed'; words: string }

/**
 * Has a program make bytes of a task in a process of its own, which gets nothing of this program's settings and ends with the work: one that
 * hangs or falls takes nothing with it. `time` is how many milliseconds it may take. Never throws. The caller names the program by
 * `new URL('./x-worker.ts', import.meta.url)`, since that is what the build looks for.
 */
export function workApart(
  program: URL,
  task: object,
  { time, signal }: { time: number; signal?: AbortSignal },
): Promise<Made> {
  return new Promise((resolve) => {
    const child = fork(program, {
      serialization: 'advanced',
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      timeout: time,
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(0, 2_000)
    })
    child.once('message', (bytes) => resolve({ kind: 'made', bytes: new Uint8Array(bytes as Uint8Array) }))
    child.once('error', (error) =>
      resolve(signal?.aborted ? { kind: 'stopped' } : { kind: 'failed', words: String(error) }),
    )
    child.once('exit', (code, killed) => resolve({ kind: 'failed', words: `ended with ${code ?? killed}: ${said}` }))
    child.send(task, (error) => error && resolve({ kind: 'failed', words: String(error) }))
  })
}

/** The same for whoever need not know why there is nothing. */
export async function bytesMadeApart(
  program: URL,
  task: object,
  time: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const made = await workApart(program, task, { time })
  return made.kind === 'made' ? made.bytes : null
}
