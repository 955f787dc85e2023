import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { explainedAdvisories } from './explained-advisories.ts'

/** One point of a checklist, by letter and number, and the titles of the tests that hold it. */
interface Held {
  id: string
  titles: string[]
}

/** The points of the checklist of other programs' own tests that concern safety: A1 to E35. F is about running, not about this. */
const letters: Record<string, [from: number, to: number, about: string]> = {
  A: [1, 10, 'signing in and tokens'],
  B: [11, 17, 'finding out who is here, and asking too much'],
  C: [18, 23, 'who may'],
  D: [24, 29, 'content and headers'],
  E: [30, 35, 'mail out and in'],
}

/** What we read of the reports that the test runner writes. */
interface TestReport {
  testResults: { assertionResults: { title: string; status: string }[] }[]
}

/** Which tests of these reports hold which point: those that passed and whose title begins with its id. */
function heldBy(reports: readonly TestReport[]): Held[] {
  const passed = reports
    .flatMap(({ testResults }) => testResults)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
  return Object.entries(letters).flatMap(([letter, [from, to]]) =>
    Array.from({ length: to - from + 1 }, (_, nth) => {
      const id = `${letter}${from + nth}`
      const titles = passed
        .filter(({ title }) => title.startsWith(`${id}:`))
        .map(({ title }) => title.slice(id.length + 2))
      return { id, titles: [...new Set(titles)] }
    }),
  )
}

/** The list of points with their tests, ready to be printed. Rules about people (E1 to E23 of the promises) have numbers of their own. */
function pointsInWords(held: readonly Held[]): string[] {
  return Object.entries(letters).flatMap(([letter, [, , about]]) => [
    `${letter} · ${about}`,
    ...held
      .filter(({ id }) => id.startsWith(letter))
      .map(({ id, titles }) => {
        const more = titles.length > 1 ? ` (and ${titles.length - 1} more)` : ''
        return `  ${id.padEnd(4)}${titles.length > 0 ? `${titles[0]}${more}` : 'no test has this title'}`
      }),
  ])
}

interface Advisory {
  severity: string
  via: (string | { title?: string; url?: string; severity?: string })[]
}

const grave = ['moderate', 'high', 'critical']

/** What the registry says of the packages that run; null where it says nothing. */
async function advisories(root: string): Promise<Record<string, Advisory> | null> {
  const npm = spawn('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  })
  let said = ''
  npm.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  await new Promise((resolve) => npm.once('close', resolve).once('error', resolve))
  try {
    return (JSON.parse(said) as { vulnerabilities?: Record<string, Advisory> }).vulnerabilities ?? null
  } catch {
    return null
  }
}

/** Says what is known of weaknesses in packages, line by line, and how many of them are grave and not explained. */
export function packagesInWords(found: Record<string, Advisory> | null): { lines: string[]; open: number } {
  if (found === null)
    return { lines: ['packages: not available: the registry gives no answer about advisories'], open: 0 }
  const rows = Object.entries(found).filter(([, { severity }]) => grave.includes(severity))
  const open = rows.filter(([name]) => !(name in explainedAdvisories))
  const lines = rows.map(([name, { severity, via }]) => {
    const titles = via.flatMap((one) => (typeof one === 'string' ? [] : [one.title ?? one.url ?? '']))
    return `  ${name}: ${severity}: ${explainedAdvisories[name] ?? (titles.join('; ') || 'by a package it uses')}`
  })
  return {
    lines: [`packages: ${rows.length} grave advisories, ${open.length} not explained`, ...lines],
    open: open.length,
  }
}

/** Each point of the checklist with the tests of these reports that hold it, line by line; the last names those without. */
export async function pointsOfReports(paths: readonly string[]): Promise<string[]> {
  const held = heldBy(
    await Promise.all(paths.map(async (path) => JSON.parse(await readFile(path, 'utf8')) as TestReport)),
  )
  const without = held.filter(({ titles }) => titles.length === 0).map(({ id }) => id)
  const last = without.length > 0 ? `Without a test of their name: ${without.join(', ')}` : 'Every point has a test.'
  return [...pointsInWords(held), last]
}

/**
 * Prints what holds the program safe, after the tests ran: what is known of its packages, and each point of the checklist with its tests.
 * Answers how many grave weaknesses of packages nobody explained.
 */
export async function reportOnSecurity(
  root: string,
  reports: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const { lines, open } = packagesInWords(await advisories(root))
  for (const line of [...lines, ...(await pointsOfReports(reports))]) say(line)
  return open
}
