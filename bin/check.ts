import { join } from 'node:path'
import { runStep, type Step } from './run-step.ts'

const formCheck = ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings']

/** What needs no database and no browser, each a program of its own. */
export const sourceChecks: Step[] = [
  { what: 'form', command: formCheck },
  { what: 'types', command: ['typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { what: 'unused parts', command: ['knip/bin/knip.js', '--no-progress'] },
]

const structure: Step = {
  what: 'structure and words',
  command: [
    'vitest/vitest.mjs',
    'run',
    'test/structure.test.ts',
    'test/structure-of-code.test.ts',
    'test/words.test.ts',
  ],
}

/** Runs all steps at once, tells the outcome of each in one line, what failed in full, and answers how many failed. */
export async function runChecks(root: string, steps: Step[]): Promise<number> {
  const outcomes = await Promise.all(
    steps.map(async (step) => {
      const outcome = await runStep(root, step)
      const verdict = outcome.passed ? 'fine  ' : 'FAILED'
      process.stdout.write(`${verdict}  ${step.what} (${outcome.seconds.toFixed(1)} s)\n`)
      if (!outcome.passed) process.stdout.write(`${outcome.said}\n\n`)
      return outcome
    }),
  )
  return outcomes.filter((outcome) => !outcome.passed).length
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  if (process.argv.includes('--fix')) await runStep(root, { what: 'form', command: [...formCheck, '--write'] })
  process.exitCode = (await runChecks(root, [...sourceChecks, structure])) > 0 ? 1 : 0
}
