import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { languages } from '../app/platform/i18n/language.ts'

const root = join(import.meta.dirname, '..')
const folders = [
  ...new Set(globSync(['app/**/words/*.json', 'cli/**/words/*.json'], { cwd: root }).map((file) => dirname(file))),
].sort()

type Words = Record<string, string>
interface Element {
  type: number
  value?: string
  options?: Record<string, { value: Element[] }>
  children?: Element[]
}

function readWords(folder: string, language: string): Words {
  return JSON.parse(readFileSync(join(root, folder, `${language}.json`), 'utf8')) as Words
}

/** The names a message is filled with; kinds 1–6 are arguments and 8 is a tag in the parser's tree. */
function argumentsOf(elements: Element[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if ((element.type >= 1 && element.type <= 6) || element.type === 8) found.add(element.value ?? '')
    for (const option of Object.values(element.options ?? {})) argumentsOf(option.value, found)
    if (element.children) argumentsOf(element.children, found)
  }
  return found
}

function argumentsOfText(text: string, language: string): string[] {
  return [...argumentsOf(new IntlMessageFormat(text, language).getAst() as Element[])].sort()
}

describe.each(folders)('the words in %s', (folder) => {
  test('exist in exactly the languages we promise', () => {
    const files = globSync('*.json', { cwd: join(root, folder) }).map((file) => basename(file, '.json'))
    expect(files.sort()).toEqual([...languages].sort())
  })

  test('have the same keys in every language, and no empty text', () => {
    const keys = Object.keys(readWords(folder, 'en')).sort()
    expect(keys.length).toBeGreaterThan(0)
    for (const language of languages) {
      const words = readWords(folder, language)
      expect(Object.keys(words).sort(), `${folder}/${language}.json`).toEqual(keys)
      for (const [key, text] of Object.entries(words)) expect(text.trim(), `${language}: ${key}`).not.toBe('')
    }
  })

  test('compile, and are filled with the same values in every language', () => {
    const english = readWords(folder, 'en')
    for (const language of languages) {
      const words = readWords(folder, language)
      for (const [key, text] of Object.entries(english)) {
        const expected = argumentsOfText(text, 'en')
        expect(argumentsOfText(words[key] ?? '', language), `${folder}/${language}.json: ${key}`).toEqual(expected)
      }
    }
  })
})

test('there are words to check', () => {
  expect(folders).toContain('app/ui/words')
})
