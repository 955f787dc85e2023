import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { readSources, withoutComments } from '../support/sources.ts'

const { owner } = await testDatabase()
const program = readSources().filter(({ isTest, path }) => !isTest && /^(app|cli|engine)\//.test(path))
/** Runs in a browser, not on the server: islands and what they alone load, and the sketch on a device. */
const inBrowsers =
  /-island\.tsx?$|\/passkeys\/ask-server\.ts$|\/live\/|\/device\/|\/editing\/desk\/(picture-form|local-copy|tool-bar|what-you-see)\.ts$|^engine\/workers\/browser/

function linesWith(what: RegExp, where: (path: string) => boolean): string[] {
  return program.flatMap(({ path, text }) =>
    where(path)
      ? withoutComments(text)
          .split('\n')
          .filter((line) => what.test(line))
          .map((line) => `${path}: ${line.trim()}`)
      : [],
  )
}

/** Where the server opens a connection by itself, and to whom: never to an address that somebody typed into a page. */
const opensConnections = [
  // to the database in DATABASE_URL, or the one beside it
  /^app\/platform\/db\//,
  // to the mail server in SMTP_URL
  /^app\/platform\/mail\//,
  // to the provider of sign-in that ECOTONE_OIDC_ISSUER names, and the addresses its own document gives: none is typed into a page
  /^app\/people\/oidc\/ask-provider\.ts$/,
]

test('D28: nothing on the server asks for an address, so nobody can send it to ask for one of theirs', () => {
  const asks =
    /\bfetch\(|\bhttps?\.(get|request)\(|\b(net|tls)\.connect\(|from '(node:)?(https?|net|tls|dgram|http2|undici|axios|got)'/
  const found = linesWith(asks, (path) => !inBrowsers.test(path) && !opensConnections.some((one) => one.test(path)))
  const harmless = [
    // listening, and reading addresses, open no connection
    "app/platform/listen.ts: import type { Server, ServerOptions } from 'node:http'",
    "app/platform/listen.ts: import type { AddressInfo } from 'node:net'",
    "app/platform/http/hosts.ts: import { isIP } from 'node:net'",
    "app/platform/http/remote-address.ts: import { BlockList, isIP } from 'node:net'",
  ]
  expect(found.filter((line) => !harmless.includes(line))).toEqual([])
})

test('no program text is made of what somebody sent, and no command of a shell', () => {
  const runs =
    /\beval\(|\bnew Function\(|\bexecSync?\(|\bexecFile|shell: true|\bvm\b|dangerouslySetInnerHTML|\.innerHTML\s*=|document\.write/
  const found = linesWith(runs, () => true)
  const explained = [
    // programs of PostgreSQL and of the system, by lists of words that are ours, without a shell
    /^app\/platform\/db\/(postgres-binaries|postgres-cluster|process-of)\.ts:/,
    // what our own server drew, in a page whose policy runs no inline code
    /^app\/workbench\/opportunities\/what-if-island\.ts: result\.innerHTML = await answer\.text\(\)$/,
    // signs drawn by the functions that draw the map on the server, which escape every name
    /^app\/workbench\/landscape\/map\/live\/signs-layer\.ts: element\.innerHTML = drawn\.svg$/,
  ]
  expect(found.filter((line) => !explained.some((one) => one.test(line)))).toEqual([])
})

/** Columns with the name of a secret that are not a hash, with why. */
const notHashed: Record<string, string> = {
  'session.token': 'opens nothing by itself: the cookie holds it signed with a key that is not in the database',
  'account.access_token': 'of other providers; never filled',
  'account.refresh_token': 'of other providers; never filled',
  'account.id_token': 'of other providers; never filled',
  'account.access_token_expires_at': 'a moment',
  'account.refresh_token_expires_at': 'a moment',
  'second_step.secret': 'sealed with the key of the program, which is not in the database; it has to be read again',
  'contact_place.postal_code': 'stands on the page of contact',
  'mail_stop.code': 'what the other mail server answered, such as 5.1.1',
  'account.password': 'nobody has one; the library wants the column',
}

test('secrets stand in the database as hashes, sealed, or not at all', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
       and column_name ~ '(token|secret|password|passcode|recovery|otp|api_?key|(^|_)code(_|$))'
       and column_name !~ '(hash|digest|sealed|_id|_at|_until|language)$' order by 1`,
  )
  const open = rows.map(({ name }) => name).filter((name) => !(name in notHashed))
  expect(open, 'store its sha256, or say here why it may stand as it is').toEqual([])
})

test('secrets are compared by their hash or in constant time, not letter by letter', () => {
  const compares =
    /\b(token|secret|code|hash|signature|mac)\b\s*(===|!==)\s*\w+\.?(token|secret|code|hash|signature|mac)\b/i
  const found = linesWith(compares, (path) => path.startsWith('app/people/') || path.startsWith('app/platform/mail'))
  expect(found.filter((line) => !line.startsWith('app/people/audit/audit-chain.ts'))).toEqual([])
})

// ── patterns that somebody could make run for ever ──────────────────────────────────────────────────────────────────────

interface Pattern {
  where: string
  literal: string
}

/** What stands where a pattern can stand: behind a bracket, a comma, an operator or `return`. What only looks like one does not compile. */
const literals = /(?<=[(,=:[!&|?{};>]\s*|\breturn\s+)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g

function patterns(): Pattern[] {
  return program.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(literals)].flatMap(([literal]) =>
      compiles(literal) ? [{ where: path, literal }] : [],
    ),
  )
}

function compiles(literal: string): boolean {
  try {
    return runInNewContext(`(${literal}) instanceof RegExp`) === true
  } catch {
    return false
  }
}

const length = 6_000
/** Letters that patterns repeat; long runs of one, or of two in turn, ending in what fits nothing. */
const alphabets = [
  'a',
  '0',
  ' ',
  '-',
  '.',
  '/',
  '"',
  '<',
  '=',
  ',',
  '\n',
  '[',
  '(',
  '\\',
  'a ',
  'a-',
  '0.',
  '""',
  '::',
  '"a',
  'a@',
  '<a',
  'a=',
  ';a',
  '%2',
]
const longTexts = alphabets.flatMap((one) => {
  const run = one.repeat(length / one.length)
  return [`${run}\u0001`, `x${run}\u0001x`]
})

test('no pattern takes much longer for a long text than the text is long', { timeout: 300_000 }, () => {
  const all = [...new Map(patterns().map((one) => [one.literal, one])).values()]
  expect(all.length).toBeGreaterThan(100)
  const endless: string[] = []
  for (const { where, literal } of all) {
    try {
      // the limit is far above what any of them needs, even on a busy machine: one that fails here is out of hand
      runInNewContext(
        'for (const text of texts) { pattern.lastIndex = 0; text.replace(pattern, "") }',
        { texts: longTexts, pattern: runInNewContext(literal) },
        { timeout: 20_000 },
      )
    } catch (error) {
      endless.push(`${where}: ${literal} (${(error as Error).message})`)
    }
  }
  expect(endless).toEqual([])
})
