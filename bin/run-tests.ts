import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { runStep } from './run-step.ts'

/** Which tests to run, and how. */
export interface Wanted {
  /** Names the report of the run. */
  name: string
  /** What the runner is told beside the files. */
  options?: string[]
  /** Files, or folders of them; none for all that the options leave. */
  files: string[]
  environment?: Record<string, string>
}

/** What became of the tests of one file. */
export interface FileOutcome {
  passed: number
  failed: number
  skipped: number
  /** What failed: the file, the title of the test (none when the file broke off), and the first line of why. */
  failures: string[]
}

export interface RunOutcome {
  files: ReadonlyMap<string, FileOutcome>
  /** Something went wrong outside every test: an error after the last one, or there was no report. */
  broken: boolean
  /** What failed beside other files and passed when its file ran once more by itself. */
  unsteady: string[]
}

const root = join(import.meta.dirname, '..')

/** Where the runner of the tests writes what became of each. */
export const reports = join(root, '.build/test-reports')

/** Failures in more files than this have one cause, and it is not chance. */
const mostUnsteady = 3

/** Runs these tests, and reads from the report that the runner writes what became of each file. */
export async function runTests({ name, options = [], files, environment = {} }: Wanted): Promise<RunOutcome> {
  const report = join(reports, `${name}.json`)
  const command = ['vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const step = { what: name, command: [...command, ...options, ...files], environment }
  const { passed } = await runStep(root, step, true)
  if (!existsSync(report)) return { files: new Map(), broken: true, unsteady: [] }
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
  const outcomes = new Map(testResults.map((file) => [relative(root, file.name), outcomeOf(file)]))
  const failed = [...outcomes.values()].some(({ failures }) => failures.length > 0)
  return { files: outcomes, broken: !passed && !failed, unsteady: [] }
}

/**
 * Runs these tests; when a few files failed, runs those once more, one after the other, each beginning anew. What passes then is told as
 * unsteady: a fault of the test or of the program that shows now and then only, to be mended and not to be lived with.
 */
export async function runSteadily(wanted: Wanted): Promise<RunOutcome> {
  const first = await runTests(wanted)
  const failed = [...first.files].flatMap(([name, { failures }]) => (failures.length > 0 ? [name] : []))
  if (failed.length === 0 || failed.length > mostUnsteady) return first
  const { name, options = [] } = wanted
  const alone = options.includes('--no-file-parallelism') ? options : [...options, '--no-file-parallelism']
  return tellUnsteady(first, await runTests({ ...wanted, name: `${name}-again`, options: alone, files: failed }))
}

/** The first run, with what the second found of the files that ran again. */
export function tellUnsteady(first: RunOutcome, again: RunOutcome): RunOutcome {
  const gone = [...again.files].flatMap(([name, { failures }]) => {
    const still = new Set(failures.map(titleOf))
    return first.files.get(name)?.failures.filter((failure) => !still.has(titleOf(failure))) ?? []
  })
  return { files: new Map([...first.files, ...again.files]), broken: first.broken || again.broken, unsteady: gone }
}

const titleOf = (failure: string) => failure.split('\n', 1)[0]!

function outcomeOf(file: Report['testResults'][number]): FileOutcome {
  const count = (...statuses: string[]) =>
    file.assertionResults.filter(({ status }) => statuses.includes(status)).length
  const [passed, failed] = [count('passed'), count('failed')]
  return { passed, failed, skipped: file.assertionResults.length - passed - failed, failures: failuresOf(file) }
}

function failuresOf(file: Report['testResults'][number]): string[] {
  const name = relative(root, file.name)
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length === 0 && file.status === 'failed') return [`${name}: broke off\n    ${firstLine(file.message)}`]
  return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n    ${firstLine(failureMessages[0])}`)
}

const firstLine = (text = '') => text.split('\n', 1)[0]!.slice(0, 300)

/** What we read of the report that the test runner writes. */
interface Report {
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}
