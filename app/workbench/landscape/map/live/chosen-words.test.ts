import { describe, expect, test } from 'vitest'
import { featureTold, peopleTold, tieTold } from './chosen-words.ts'
import { livingScene } from './living-scene.fixture.ts'

const map = livingScene('place')
const doing = { chooseHill() {}, chooseAround() {} }
const hillOf = (person: number) => map.head.hills[map.people.hill[person]! - 1]!.name

describe('what is said of what was chosen', () => {
  test('of one person is where they are at home, and no number (rule E9)', () => {
    const person = map.people.hill.findIndex((hill) => hill > 0)
    const told = peopleTold(map, [person], doing)
    expect(told.title).toBe(map.head.names![person])
    expect(told.sentence).toBe(`In ${hillOf(person)}.`)
    expect(told.sentence).not.toMatch(/\d/)
  })

  test('of several is how many, how they are tied, and where they can be taken', () => {
    const told = peopleTold(map, [0, 1, 2], doing)
    expect(told.title).toMatch(/^3 people on \d hills?$/)
    expect(told.sentence).toMatch(/among them.*The ridge between|among them.*“/)
    expect(told.actions.map((action) => ('href' in action ? action.href.split('?')[0] : ''))).toEqual([
      '/what-if',
      '/spaces/new',
    ])
  })

  test('of very many leads nowhere, and says why', () => {
    const told = peopleTold(map, [...Array(61).keys()], doing)
    expect(told.actions).toEqual([])
    expect(told.sentence).toContain('more than 60 people')
  })

  test('of nobody invites to draw again', () => {
    expect(peopleTold(map, [], doing).sentence).toContain('Nobody stands inside')
  })

  test('of a hill offers everyone on it; of a bridge only to read on', () => {
    const [hill, bridge] = (['hill', 'bridge'] as const).map(
      (kind) => map.head.features.find((one) => one.kind === kind)!,
    )
    expect(featureTold(map, hill!, doing).actions).toHaveLength(2)
    expect(featureTold(map, bridge!, doing).actions).toHaveLength(1)
  })

  test('is said of a tie: who knows whom, whether it crosses, and where each is told of', () => {
    const crossing = map.ties.bridge.findIndex((bridge) => bridge > 0)
    const within = map.ties.bridge.findIndex((bridge) => bridge === 0)
    const [one, other] = [map.head.names![map.ties.from[crossing]!], map.head.names![map.ties.to[crossing]!]]
    const told = tieTold(map, crossing)
    expect(told.title).toBe(`${one} and ${other}`)
    expect(told.sentence).toContain('it crosses')
    expect(told.actions.map(({ label }) => label)).toEqual(
      expect.arrayContaining([`About ${one}`, `About ${other}`, 'What if these people met?']),
    )
    expect(tieTold(map, within).sentence).toBe('A tie that we know of.')
  })
})
