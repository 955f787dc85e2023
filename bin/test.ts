import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reportOnInterop } from '../test/interop/interop.ts'
import { build } from './build.ts'
import { runChecks, sourceChecks } from './check.ts'
import { type RunOutcome, reports, runSteadily, runTests } from './run-tests.ts'
import { reportOnSecurity } from './security-report.ts'

const root = join(import.meta.dirname, '..')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Where the tests lie that use the machine for themselves (`alone` in `vitest.config.ts`). */
const alone = ['test/journeys', 'test/faults']

/** Tests that have a long form, and the variable by which they learn that it is wanted. */
const longForms: Record<string, string> = {
  '--faults': 'ECOTONE_FAULTS',
  '--security': 'ECOTONE_SECURITY',
  '--round-trips': 'ECOTONE_ROUND_TRIPS',
}

/** What `--security` runs when no path is given: everything that holds who may, what is sent, what leaves, and the door. */
const securityTests = [
  'test/security',
  'test/tables.test.ts',
  'test/structure.test.ts',
  'test/structure-of-code.test.ts',
  'app/platform',
  'app/people',
  'app/costly-routes.test.ts',
  'app/workbench/held',
  'app/workbench/team',
  'app/workbench/landscape/purposes',
  'bin/security-report.test.ts',
]

/** The `bin` folder of the oldest PostgreSQL on this machine that we promise to work with. */
async function installedPostgres(): Promise<string | null> {
  const parent = '/usr/lib/postgresql'
  const versions = (await readdir(parent).catch(() => [])).map(Number).filter((version) => version >= 15)
  const bins = versions.sort((a, b) => a - b).map((version) => join(parent, String(version), 'bin'))
  return bins.find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** Where the tests lie that are nearest to the database: migrations, policies, backups. The others ask it the same kinds of things. */
const nearTheDatabase = ['app/backup', 'app/platform', 'db', 'test']

/** Tests there that walk every page or try every word: they take minutes, and what they ask of the database others ask as well. */
const walks =
  /test\/security\/(access|every-form|injection|legitimacy-in-steps|no-ties-of-others|nobody-sees-.*|odd-input|one-against-all|promises-of-readings|routes|told-on-two-days)\.test\.ts$/

/** The test files there that ask for a database, without the walks. */
async function databaseTests(): Promise<string[]> {
  const found: string[] = []
  for (const folder of nearTheDatabase) {
    for (const path of await readdir(join(root, folder), { recursive: true }).catch(() => [])) {
      if (!/\.test\.tsx?$/.test(path) || alone.some((one) => join(folder, path).startsWith(one))) continue
      if (walks.test(join(folder, path))) continue
      const text = await readFile(join(root, folder, path), 'utf8')
      if (text.includes('testDatabase(')) found.push(join(folder, path))
    }
  }
  return found
}

async function runEverything(environment: Record<string, string>): Promise<RunOutcome[]> {
  const runs: RunOutcome[] = []
  say('All tests, beside each other')
  const projects = ['--project', 'together', '--project', 'apart']
  runs.push(await runSteadily({ name: 'tests', options: projects, files: [], environment }))

  const bin = await installedPostgres()
  if (bin) {
    say(`The tests nearest to the database again, with the PostgreSQL in ${bin}`)
    const installed = { ...environment, ECOTONE_TEST_POSTGRES: bin }
    runs.push(await runSteadily({ name: 'installed-postgres', files: await databaseTests(), environment: installed }))
  } else {
    say('No PostgreSQL 15 or newer is installed on this machine: the tests of the database ran with our own alone.')
  }

  say('Journeys in a browser, and crashes, one after the other')
  await build(root, say)
  const oneByOne = ['--project', 'alone', '--no-file-parallelism']
  runs.push(await runSteadily({ name: 'alone', options: oneByOne, files: [], environment }))
  return runs
}

async function main(words: string[]): Promise<void> {
  const paths = words.filter((word) => !word.startsWith('--'))
  const unknown = words.find((word) => word.startsWith('--') && word !== '--interop' && !(word in longForms))
  if (unknown) {
    process.stderr.write(`bin/test knows no ${unknown}; bin/test --help says what it knows.\n`)
    process.exitCode = 2
    return
  }
  if (words.includes('--interop')) {
    const bad = await reportOnInterop(root, say)
    process.exitCode = bad > 0 ? 1 : 0
    return
  }
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  const environment = Object.fromEntries(
    words.flatMap((word) => (word in longForms ? [[longForms[word], 'long']] : [])),
  )

  const aboutSecurity = words.includes('--security') && paths.length === 0
  const chosen = aboutSecurity ? securityTests : paths
  const failedChecks = chosen.length > 0 ? 0 : await runChecks(root, sourceChecks)
  if (chosen.length > 0) await build(root, say)
  const runs =
    chosen.length > 0
      ? [await runTests({ name: 'chosen', files: chosen, environment })]
      : await runEverything(environment)
  const weak = aboutSecurity ? await reportOnSecurity(root, [join(reports, 'chosen.json')], say) : 0
  report(runs, failedChecks)
  if (weak > 0) process.exitCode = 1
}

function report(runs: RunOutcome[], failedChecks: number): void {
  const files = runs.flatMap((run) => [...run.files.values()])
  const sum = (of: 'passed' | 'failed' | 'skipped') => files.reduce((total, file) => total + file[of], 0)
  const broken = runs.some((run) => run.broken)
  const empty = runs.some((run) => ![...run.files.values()].some(({ passed }) => passed > 0))
  const failures = files.flatMap((file) => file.failures)
  if (failedChecks > 0)
    say(`${failedChecks} of ${sourceChecks.length} checks failed; what they said stands at the top.`)
  if (broken) say('Something failed outside the tests, or there were none to run; it stands above.')
  // once more at the end, because what failed early stands thousands of lines above
  for (const failure of failures) say(`failed: ${failure}`)
  for (const failure of runs.flatMap((run) => run.unsteady)) say(`unsteady, passed by itself: ${failure}`)
  if (sum('skipped') > 0) say(`${sum('skipped')} skipped`)
  say(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = failedChecks > 0 || failures.length > 0 || broken || empty ? 1 : 0
}

await main(process.argv.slice(2))
