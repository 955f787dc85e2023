import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from './build.ts'
import { runChecks, sourceChecks } from './check.ts'
import { runStep } from './run-step.ts'

interface Counts {
  passed: number
  failed: number
  skipped: number
  /** Something went wrong outside every test: a file that could not be loaded, an error after the last test. */
  broken: boolean
}

const root = join(import.meta.dirname, '..')
const reports = join(root, '.build/test-reports')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Tests that use the machine for themselves: a browser beside twenty other tests would fail by being slow. */
const alone = ['test/journeys', 'test/faults']

/** Tests that have a long form, and the variable by which they learn that it is wanted. */
const longForms: Record<string, string> = {
  '--faults': 'ECOTONE_FAULTS',
  '--security': 'ECOTONE_SECURITY',
  '--round-trips': 'ECOTONE_ROUND_TRIPS',
}

/** Runs the tests under these paths and reads how many there were from the report that the runner writes. */
async function runTests(name: string, words: string[], environment: Record<string, string> = {}): Promise<Counts> {
  const report = join(reports, `${name}.json`)
  const command = ['vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const outcome = await runStep(root, { what: name, command: [...command, ...words], environment }, true)
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0, broken: true }
  const found = JSON.parse(await readFile(report, 'utf8')) as Report
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + found.numTodoTests,
    broken: !outcome.passed && found.numFailedTests === 0,
  }
}

/** What we read of the report that the test runner writes. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** The `bin` folder of the oldest PostgreSQL on this machine that we promise to work with. */
async function installedPostgres(): Promise<string | null> {
  const parent = '/usr/lib/postgresql'
  const versions = (await readdir(parent).catch(() => [])).map(Number).filter((version) => version >= 15)
  const bins = versions.sort((a, b) => a - b).map((version) => join(parent, String(version), 'bin'))
  return bins.find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** The test files that ask for a database. */
async function databaseTests(): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['app', 'cli', 'db', 'test']) {
    for (const path of await readdir(join(root, folder), { recursive: true }).catch(() => [])) {
      if (!/\.test\.tsx?$/.test(path) || alone.some((one) => join(folder, path).startsWith(one))) continue
      const text = await readFile(join(root, folder, path), 'utf8')
      if (text.includes('testDatabase(')) found.push(join(folder, path))
    }
  }
  return found
}

async function runEverything(environment: Record<string, string>): Promise<Counts[]> {
  const counts: Counts[] = []
  say('All tests, beside each other')
  counts.push(
    await runTests(
      'tests',
      alone.flatMap((path) => ['--exclude', `${path}/**`]),
      environment,
    ),
  )

  const bin = await installedPostgres()
  if (bin) {
    say(`The tests of the database again, with the PostgreSQL in ${bin}`)
    counts.push(
      await runTests('installed-postgres', await databaseTests(), { ...environment, ECOTONE_TEST_POSTGRES: bin }),
    )
  } else {
    say('No PostgreSQL 15 or newer is installed on this machine: the tests of the database ran with our own alone.')
  }

  const folders = alone.filter((path) => existsSync(join(root, path)))
  if (folders.length > 0) {
    say('Journeys in a browser, and crashes, one after the other')
    await build(root, say)
    counts.push(await runTests('alone', [...folders, '--no-file-parallelism'], environment))
  }
  return counts
}

async function main(words: string[]): Promise<void> {
  const paths = words.filter((word) => !word.startsWith('--'))
  const unknown = words.find((word) => word.startsWith('--') && !(word in longForms))
  if (unknown) {
    process.stderr.write(`bin/test knows no ${unknown}; bin/test --help says what it knows.\n`)
    process.exitCode = 2
    return
  }
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  const environment = Object.fromEntries(
    words.flatMap((word) => (word in longForms ? [[longForms[word], 'long']] : [])),
  )

  const failedChecks = paths.length > 0 ? 0 : await runChecks(root, sourceChecks)
  if (paths.length > 0) await build(root, say)
  const runs = paths.length > 0 ? [await runTests('chosen', paths, environment)] : await runEverything(environment)
  report(runs, failedChecks)
}

function report(runs: Counts[], failedChecks: number): void {
  const sum = (of: 'passed' | 'failed' | 'skipped') => runs.reduce((total, counts) => total + counts[of], 0)
  const broken = runs.some((run) => run.broken)
  const empty = runs.some((run) => run.passed === 0)
  if (failedChecks > 0)
    say(`${failedChecks} of ${sourceChecks.length} checks failed; what they said stands at the top.`)
  if (broken) say('Something failed outside the tests, or there were none to run; it stands above.')
  if (sum('skipped') > 0) say(`${sum('skipped')} skipped`)
  say(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = failedChecks > 0 || sum('failed') > 0 || broken || empty ? 1 : 0
}

await main(process.argv.slice(2))
