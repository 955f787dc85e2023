import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../app/platform/clock.ts'
import { importLandscape } from '../../app/workbench/landscape/import-landscape.ts'
import { runningProgram } from '../support/running-program.ts'
import { smallCoast } from './small-coast.ts'
import { explained } from './wapiti-explained.ts'

const wapiti = '/usr/bin/wapiti'
const isLong = process.env['ECOTONE_SECURITY'] === 'long'

/** What can be tried without asking anybody else on the network, and ends. */
const modules =
  'backup,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss'

/** Whoever presses every button would be signed out by the first. (What wapiti is told to leave out it cannot read, with Python 3.11.) */
const endsTheSession = ['/sign-out', '/account/sessions/end-all', '/account/sessions/end']

interface Report {
  vulnerabilities: Record<string, Finding[]>
  anomalies: Record<string, Finding[]>
}

interface Finding {
  method: string
  path: string
  info: string
  parameter: string | null
}

async function scan(origin: string, cookie: string, starts: string[]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'ecotone-wapiti-'))
  const report = join(folder, 'report.json')
  const words = [
    [
      '-u',
      `${origin}/`,
      '--scope',
      'domain',
      '-m',
      modules,
      '-f',
      'json',
      '-o',
      report,
      '-v',
      '0',
      '--no-bugreport',
      '--flush-session',
    ],
    [
      '--store-session',
      folder,
      '--store-config',
      folder,
      '-H',
      `Cookie: ${cookie}`,
      '-H',
      `Origin: ${origin}`,
      // it asks for what its Python may not be able to unpack, and then reads pages without a link or a form in them
      '-H',
      'Accept-Encoding: identity',
      '-t',
      '10',
    ],
    // in all at most six minutes: a part to look round, the rest for what is tried
    [
      '--max-scan-time',
      '90',
      '--max-attack-time',
      '18',
      '-S',
      'normal',
      '-d',
      '4',
      '--max-links-per-page',
      '25',
      '--max-files-per-dir',
      '12',
    ],
    starts.flatMap((path) => ['-s', origin + path]),
  ].flat()
  try {
    const running = spawn(wapiti, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 420_000 })
    let said = ''
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (bytes: Buffer) => {
        said = (said + bytes.toString()).slice(-4_000)
      })
    await new Promise((resolve) => running.once('close', resolve))
    if (!existsSync(report)) throw new Error(`wapiti wrote no report. It said:\n${said}`)
    return JSON.parse(readFileSync(report, 'utf8')) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('what is left as it is has a reason beside it', () => {
  for (const { finding, why } of explained) {
    expect(finding).not.toBe('')
    expect(why.length, finding).toBeGreaterThan(20)
  }
})

if (isLong && !existsSync(wapiti)) console.log('wapiti: not available: apt install wapiti')

if (isLong && existsSync(wapiti)) {
  test('wapiti, signed in as a steward, finds nothing in the running program that is not explained', {
    timeout: 480_000,
  }, async () => {
    const { db, origin, failures, letIn, cookieOf, asked } = await runningProgram(systemClock, endsTheSession)
    const { id } = await letIn('steward@example.org')
    const cookie = await cookieOf('steward@example.org')
    const starts: string[] = ['/account', '/landscapes', '/sign-in']
    for (const [basis, example] of [
      ['fictional', true],
      ['own-sketch', false],
    ] as const) {
      const brought = await importLandscape(db, systemClock, { id }, { drawn: smallCoast(basis, basis), example })
      if (brought.kind !== 'imported') throw new Error(brought.reason)
      for (const page of ['', '/landscape', '/spaces', '/opportunities', '/people', '/export', '/history', '/what-if'])
        starts.push(`/landscapes/${brought.slug}${page}`)
    }
    const { vulnerabilities, anomalies } = await scan(origin, cookie, starts)
    const found = [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([finding, rows]) =>
      rows.map((row) => ({ finding, ...row })),
    )
    const explains = (row: (typeof found)[number]) =>
      explained.filter(
        ({ finding, where, info }) =>
          finding === row.finding && where.test(row.path) && (info === undefined || info.test(row.info)),
      )
    const open = found.filter((row) => explains(row).length === 0)
    // fewer means that it found no links and no forms: the addresses it is given, and files that are not there, are some four hundred
    expect(asked()).toBeGreaterThan(1_000)
    console.log(`wapiti: ${asked()} requests, ${found.length} findings, ${open.length} not explained`)
    expect(
      open.map(
        ({ finding, method, path, parameter, info }) => `${finding}: ${method} ${path} ${parameter ?? ''} ${info}`,
      ),
    ).toEqual([])
    expect(failures).toEqual([])
  })
}
