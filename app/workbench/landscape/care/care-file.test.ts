import { expect, test } from 'vitest'
import { languages } from '../../../platform/i18n/language.ts'
import { careAnswered } from './care.fixture.ts'
import { careQuestions } from './care-check.ts'
import { answersInFile, careFile } from './care-file.ts'
import { careWords } from './care-words.ts'

test.each(languages)('what is written under the five questions is read again, in %s', (language) => {
  const empty = careFile(language)
  expect(Object.values(answersInFile(empty))).toEqual(['', '', '', '', ''])
  let written = empty
  for (const question of careQuestions) {
    const hint = `(${careWords(language)(`q_${question}_hint`)})`
    written = written.replace(hint, `${hint}\n\n${careAnswered[question]}\nand (in brackets) more`)
  }
  expect(answersInFile(written.replaceAll('\n', '\r\n')).harm).toBe(`${careAnswered.harm}\nand (in brackets) more`)
})
