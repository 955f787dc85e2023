import { fork } from 'node:child_process'

/** What a process of its own answered, or why it did not. */
export type Answered<T> = { kind: 'answered'; answer: T } | { kind: 'stopped' } | { kind: 'failed'; words: string }

/** What became of work in a process of its own: bytes, or why there are none. */
export type Made =
  | { kind: 'made'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'stopped' }
  | { kind: 'failed'; words: string }

/**
 * Hands a task to a program in a process of its own, which gets nothing of this program's settings and ends with the work: one that hangs or
 * falls takes nothing with it. `time` is how many milliseconds it may take. Never throws. The caller names the program by
 * `new URL('./x-worker.ts', import.meta.url)`, since that is what the build looks for; what it answers is believed to be a `T`.
 */
export function answerApart<T>(
  program: URL,
  task: object,
  { time, signal }: { time: number; signal?: AbortSignal },
): Promise<Answered<T>> {
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
    child.once('message', (answer) => resolve({ kind: 'answered', answer: answer as T }))
    child.once('error', (error) =>
      resolve(signal?.aborted ? { kind: 'stopped' } : { kind: 'failed', words: String(error) }),
    )
    child.once('exit', (code, killed) => resolve({ kind: 'failed', words: `ended with ${code ?? killed}: ${said}` }))
    child.send(task, (error) => error && resolve({ kind: 'failed', words: String(error) }))
  })
}

/** The same for a program that makes bytes. */
export async function workApart(
  program: URL,
  task: object,
  limits: { time: number; signal?: AbortSignal },
): Promise<Made> {
  const answered = await answerApart<Uint8Array>(program, task, limits)
  return answered.kind === 'answered' ? { kind: 'made', bytes: new Uint8Array(answered.answer) } : answered
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
