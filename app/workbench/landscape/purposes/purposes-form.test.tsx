import { expect, test } from 'vitest'
import { languages } from '../../../platform/i18n/language.ts'
import { PurposesForm, readPurposes } from './purposes-form.tsx'
import { purposesWords } from './purposes-words.ts'

const nothingSaid = {
  said: {
    map: null,
    ties: null,
    analysis: null,
    introductions: null,
    stories: null,
    newsletter: null,
    'special-category': null,
  },
  name: null,
  special: [],
  moreByAccount: false,
}

test.each(languages)(
  'E6: in %s the screen says that answers about ties are not anonymous, and who sees what, before the first question',
  (language) => {
    const html = String(<PurposesForm filled={{ language }} action="/held" mine={nothingSaid} />)
    const said = html.indexOf(purposesWords(language)('not_anonymous').slice(0, 20))
    expect(said).toBeGreaterThan(-1)
    expect(said).toBeLessThan(html.indexOf('<svg'))
    expect(html.lastIndexOf('<svg')).toBeLessThan(html.indexOf('<form'))
    expect(html).not.toContain('style=')
  },
)

test('E3: all purposes are on one screen, each with what happens, and every one is off at first', () => {
  const html = String(<PurposesForm filled={{ language: 'en' }} action="/held" mine={nothingSaid} />)
  for (const purpose of ['ties', 'analysis', 'introductions', 'stories', 'newsletter'])
    expect(html).toContain(`value="${purpose}"`)
  const chosen = [...html.matchAll(/<input[^>]*checked[^>]*>/g)].map(([one]) => /value="(\w+)"/.exec(one)?.[1])
  expect(chosen).toEqual(['no'])
  // read in a minute: at 200 to 250 words a minute, and a little for the pictures
  expect(html.replace(/<[^>]+>/g, ' ').split(/\s+/).length).toBeLessThan(430)
})

test('a box that is not ticked is a no, and no answer about the map is a no to it', () => {
  expect(readPurposes({})).toEqual({
    said: { map: false, ties: false, analysis: false, introductions: false, stories: false, newsletter: false },
    hidden: false,
    name: null,
  })
  expect(readPurposes({ map: 'yes', purposes: ['ties', 'newsletter'], name: 'Marta' })).toMatchObject({
    said: { map: true, ties: true, analysis: false, newsletter: true },
    hidden: false,
    name: 'Marta',
  })
})
