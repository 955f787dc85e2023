import { spawn } from 'node:child_process'

/** One line of the report: what was looked at, by which program, and what it said. */
export interface Row {
  by: string
  about: string
  outcome: 'good' | 'problems' | 'not available'
  /** how much was looked at, or what is to be installed */
  said: string
  problems: string[]
}

export interface Ran {
  code: number | null
  out: string
  /** both streams, for whoever asks what went wrong */
  all: string
}

/** Runs a program of this machine to its end. One that is not there answers with the code null. */
export function run(program: string, words: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      timeout: 300_000,
    })
    let [out, all] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      all += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all += text
    })
    child.once('error', () => resolve({ code: null, out, all }))
    child.once('close', (code) => resolve({ code, out, all }))
  })
}

/** The Python that knows the packages of the system, whichever other one comes first on the path. */
export const python = '/usr/bin/python3'

/** Programs and modules of others, how each is found to be there, and what Debian calls the package it comes in. */
const tools = {
  xmllint: { try: ['xmllint', '--version'], from: 'libxml2-utils' },
  EPUBCheck: { try: ['sh', '-c', 'test -f /usr/bin/epubcheck && java -version'], from: 'epubcheck' },
  qpdf: { try: ['qpdf', '--version'], from: 'qpdf' },
  pdftotext: { try: ['pdftotext', '-v'], from: 'poppler-utils' },
  khal: { try: ['khal', '--version'], from: 'khal' },
  'python3-icalendar': { try: [python, '-c', 'import icalendar, dateutil, pytz'], from: 'python3-icalendar and khal' },
  'python3-feedparser': { try: [python, '-c', 'import feedparser'], from: 'python3-feedparser' },
  'python3-vobject': { try: [python, '-c', 'import vobject'], from: 'python3-vobject' },
} as const

export type Tool = keyof typeof tools

/** Looks with a tool if it is there, else says plainly what is to be installed. `look` answers with problems and how much it looked at. */
export async function lookWith(
  by: Tool,
  about: string,
  look: () => Promise<{ said: string; problems: string[] }>,
): Promise<Row> {
  const [program, ...words] = tools[by].try
  if ((await run(program, words)).code !== 0)
    return { by, about, outcome: 'not available', said: `not available: install ${tools[by].from}`, problems: [] }
  return row(by, about, await look())
}

/** A line of the report of what was looked at without anybody else's program. */
export function row(by: string, about: string, { said, problems }: { said: string; problems: string[] }): Row {
  return { by, about, outcome: problems.length > 0 ? 'problems' : 'good', said, problems }
}
