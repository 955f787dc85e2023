import { expect, test } from 'vitest'
import { languages } from '../../../platform/i18n/language.ts'
import { landscapeTemplate, landscapeTemplates, templateIds } from './landscape-templates.ts'

test('five empty landscapes can be started from, in every language, and each says what a first sketch asks for', () => {
  expect(templateIds).toHaveLength(5)
  for (const language of languages) {
    for (const template of landscapeTemplates(language)) {
      const { id, groups, boundaries, concerns, asks } = template
      expect(groups.length, `${id} ${language}`).toBeGreaterThanOrEqual(10)
      expect(new Set(groups.map(({ name }) => name.toLocaleLowerCase())).size).toBe(groups.length)
      expect(boundaries).toHaveLength(2)
      for (const { name, sides } of boundaries) {
        expect(name).not.toBe('')
        expect(sides.length, name).toBeGreaterThanOrEqual(2)
        expect(new Set(sides).size).toBe(sides.length)
      }
      expect(concerns.length).toBeGreaterThanOrEqual(4)
      expect(asks.length).toBeGreaterThanOrEqual(4)
    }
  }
})

test('a template has the same shape in every language', () => {
  for (const id of templateIds) {
    const shapes = languages.map((language) => {
      const { groups, boundaries, concerns, asks } = landscapeTemplate(id, language)
      const ofSides = boundaries.map(({ kind, sides }) => [kind, sides.length])
      return JSON.stringify([groups.length, ofSides, concerns.length, asks.length])
    })
    expect(new Set(shapes).size, id).toBe(1)
  }
})
