import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settings } from '../app/platform/config.ts'
import { describedMeasures, withCatalogue } from '../bin/methods-pages.ts'
import { environmentExample } from '../bin/settings-page.ts'

const root = join(import.meta.dirname, '..')
const folders = '{app,bin,cli,db,docs,engine,test}'
const pages = globSync(['*.md', `${folders}/**/*.md`], { cwd: root }).filter((path) => !path.includes('node_modules'))

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function lineCount(path: string): number {
  return read(path).trimEnd().split('\n').length
}

/** The text without blocks of code, in which addresses are examples. */
function prose(path: string): string {
  return read(path).replace(/^```[\s\S]*?^```/gm, '')
}

function linksIn(path: string): string[] {
  const found = [...prose(path).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link!)
  return found.filter((link) => !/^[a-z]+:/.test(link))
}

/** The name under which a heading is found in an address. */
function anchorsIn(path: string): string[] {
  return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function isBroken(page: string, link: string): boolean {
  const [file, anchor] = link.split('#')
  const target = file ? normalize(join(dirname(page), file)) : page
  if (!existsSync(join(root, target))) return true
  return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).includes(anchor)
}

describe('the pages', () => {
  test('are found, so that the tests below can fail', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md', 'engine/README.md']))
    expect(isBroken('README.md', 'docs/nowhere.md')).toBe(true)
    expect(isBroken('README.md', 'CONTRIBUTING.md#no-such-heading')).toBe(true)
    expect(isBroken('README.md', 'CONTRIBUTING.md#a-new-table')).toBe(false)
  })

  test.each(pages)('%s leads only to what is there', (page) => {
    expect(linksIn(page).filter((link) => isBroken(page, link))).toEqual([])
  })

  test.each(pages)('%s names only files that are there', (page) => {
    const path = new RegExp(`\`(${folders.slice(1, -1).replaceAll(',', '|')})(/[\\w.-]+)+/?\``, 'g')
    const named = [...prose(page).matchAll(path)].map(([code]) => code.slice(1, -1))
    const lost = named.filter((name) => !existsSync(join(root, name)) && !existsSync(join(root, dirname(page), name)))
    expect(lost).toEqual([])
  })

  test('are short where people begin: the README 60 lines, AGENTS 80', () => {
    expect(lineCount('README.md')).toBeLessThanOrEqual(60)
    expect(lineCount('AGENTS.md')).toBeLessThanOrEqual(80)
  })
})

describe('the glossary', () => {
  const rows = [...read('GLOSSARY.md').matchAll(/^\| (.+?) \| .+ \| (.*?) \|$/gm)].filter(([, word]) => word !== 'word')
  const places = rows.flatMap(([, , where]) => [...where!.matchAll(/`([^`]+)`/g)].map(([, place]) => place!))
  const tables = globSync('db/migrations/*.sql', { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/^create table (\w+)/gm)].map(([, table]) => table!),
  )

  test('names tables, folders and files that are there', () => {
    // the table of what landed is made by the program that lands it
    const known = (place: string) => tables.includes(place) || place === 'migration' || existsSync(join(root, place))
    expect(rows.length).toBeGreaterThan(60)
    expect(places.filter((place) => !known(place))).toEqual([])
  })

  test('has a word for every table of the database', () => {
    expect(tables.length).toBeGreaterThan(30)
    expect(tables.filter((table) => !places.includes(table))).toEqual([])
  })

  test('tells each word once', () => {
    const words = rows.flatMap(([, word]) => word!.split(', '))
    expect(words.filter((word, nth) => words.indexOf(word) !== nth)).toEqual([])
  })
})

describe('decisions', () => {
  const files = globSync('docs/decisions/[0-9]*.md', { cwd: root }).sort()

  test('have a number each and are listed', () => {
    const numbers = files.map((file) => Number(file.slice('docs/decisions/'.length).slice(0, 3)))
    expect(numbers).toEqual([...new Set(numbers)])
    expect(files.filter((file) => !linksIn('docs/decisions/README.md').includes(file.split('/')[2]!))).toEqual([])
  })

  test.each(files)('%s has its five parts', (file) => {
    const headings = [...read(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Status', 'Date'])
  })
})

test('the file of settings to copy says what the program reads; node bin/settings-page.ts writes it anew', () => {
  expect(read('.env.example')).toBe(environmentExample())
  expect(read('docs/running/settings.md')).toContain(Object.keys(settings).at(-1))
})

describe('the promises', () => {
  const rules = [...read('docs/methods/promises.md').matchAll(/^\| (E\d+) \|(.*)\|$/gm)].map(([, id, cells]) => {
    const [, , tests = ''] = cells!.split(' | ')
    return { id: id!, tests: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => join('docs/methods', link!)) }
  })

  test('are E1 to E23, each once', () => {
    expect(rules.map(({ id }) => id)).toEqual(Array.from({ length: 23 }, (_, nth) => `E${nth + 1}`))
  })

  test.each(rules)('$id names only files with a test that is titled after it', ({ id, tests }) => {
    const titled = new RegExp(`^\\s*(test|it)(\\.each\\([\\s\\S]*?\\))?\\(\\s*['"\`]${id}: `, 'm')
    expect(tests.filter((file) => !existsSync(join(root, file)) || !titled.test(read(file)))).toEqual([])
  })

  test('that hold have a test, and all but a few do', () => {
    expect(rules.filter(({ tests }) => tests.length === 0).length).toBeLessThan(9)
  })
})

describe('the pages of measures', async () => {
  const measures = await describedMeasures(root)

  test('are found, so that the tests below can fail', () => {
    expect(measures.length).toBeGreaterThan(40)
    expect(
      withCatalogue('<!-- from the catalogue: page-rank -->\n<!-- end of what comes from the catalogue -->', measures),
    ).toContain('**The question.**')
  })

  test.each(measures.map(({ id }) => id))(
    '%s has a page, listed among the methods, with what the catalogue says of it',
    (id) => {
      const page = `docs/methods/${id}.md`
      expect(existsSync(join(root, page))).toBe(true)
      const text = read(page)
      expect(text).toContain(`<!-- from the catalogue: ${id} -->`)
      expect(linksIn('docs/methods/README.md')).toContain(`${id}.md`)
      // node bin/methods-pages.ts writes that part anew
      expect(withCatalogue(text, measures)).toBe(text)
      const written = text.replace(/<!-- from the catalogue[\s\S]*?<!-- end of what comes from the catalogue -->/g, '')
      expect(written.split('\n').filter((line) => line.trim()).length).toBeGreaterThan(12)
    },
  )
})
