import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkBook } from './check-book.ts'
import { checkCalendars } from './check-calendars.ts'
import { checkFeeds } from './check-feeds.ts'
import { checkHtml } from './check-html.ts'
import { checkPages } from './check-pages.ts'
import { startInstance } from './instance.ts'
import type { Row } from './tools.ts'

/**
 * What programs of others make of everything this one hands out, against a running instance with the example site. Prints a table, keeps
 * it as `.build/interop/report.md` beside the files that were looked at, and answers how many lines found a problem.
 */
export async function reportOnInterop(root: string, say: (line: string) => void): Promise<number> {
  const folder = join(root, '.build/interop')
  say('What programs of others make of a running instance (the files lie in .build/interop)')
  const instance = await startInstance(folder)
  const rows: Row[] = []
  try {
    for (const check of [checkFeeds, checkCalendars, checkBook, checkPages, checkHtml]) {
      const found = await check(instance)
      rows.push(...found)
      for (const line of found.flatMap(inWords)) say(line)
    }
  } finally {
    await instance.end()
  }
  await writeFile(join(folder, 'report.md'), asTable(rows))
  const of = (outcome: Row['outcome']) => rows.filter((one) => one.outcome === outcome).length
  say(`${of('good')} good, ${of('problems')} with problems, ${of('not available')} not available`)
  return of('problems')
}

function inWords({ by, about, outcome, said, problems }: Row): string[] {
  const sign = { good: '  good', problems: '  BAD ', 'not available': '  –   ' }[outcome]
  return [`${sign}  ${by.padEnd(19)} ${about} (${said})`, ...problems.map((one) => `          ${one}`)]
}

function asTable(rows: readonly Row[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const lines = rows.map(({ by, about, outcome, said, problems }) => {
    const words = [outcome, said, ...problems].map(cell)
    return `| ${cell(by)} | ${cell(about)} | ${words[0]} | ${words.slice(1).join('; ')} |`
  })
  return ['| by | what | outcome | |', '|---|---|---|---|', ...lines, ''].join('\n')
}
