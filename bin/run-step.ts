import { spawn } from 'node:child_process'

export interface Step {
  /** What it looks at, in a word or two. */
  what: string
  command: string[]
  environment?: Record<string, string>
}

export interface StepOutcome {
  passed: boolean
  /** Everything it wrote, in order. */
  said: string
  seconds: number
}

/**
 * Runs one program of the packages in `root`. `loud` lets it write as it goes; otherwise what it says is kept for the caller.
 * Ctrl-C ends it too, because it belongs to the same terminal.
 */
export function runStep(root: string, step: Step, loud = false): Promise<StepOutcome> {
  const began = performance.now()
  const [program, ...words] = step.command
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}/node_modules/${program}`, ...words], {
      cwd: root,
      env: { ...process.env, ...step.environment },
      stdio: ['ignore', loud ? 'inherit' : 'pipe', loud ? 'inherit' : 'pipe'],
    })
    const parts: Buffer[] = []
    child.stdout?.on('data', (part) => parts.push(part))
    child.stderr?.on('data', (part) => parts.push(part))
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = (performance.now() - began) / 1000
      resolve({ passed: code === 0, said: Buffer.concat(parts).toString('utf8').trim(), seconds })
    })
  })
}
