import { describe, expect, test } from 'vitest'
import { listedPeople } from './chosen-list.ts'
import { featureTold, peopleTold, tieTold } from './chosen-words.ts'
import { livingScene } from './living-scene.fixture.ts'

const map = livingScene('place')
const doing = {
  chooseHill() {},
  chooseAround() {},
  choosePerson() {},
  point() {},
  page: () => new URL('http://map.test/landscapes/coast/landscape?boundary=place&at=1,2,3&sel=hill:x'),
}
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
      '/landscapes/coast/landscape',
    ])
  })

  test('leads to the table of people with exactly these, looked at as before, while they find room on one page', () => {
    const table = (chosen: number[]) =>
      peopleTold(map, chosen, doing)
        .actions.flatMap((action) => ('href' in action ? [action.href] : []))
        .at(-1)!
    const query = new URL(table([0, 5]), 'http://map.test').searchParams
    expect(Object.fromEntries(query)).toEqual({
      view: 'people',
      boundary: 'place',
      at: '1,2,3',
      sel: `people:${map.head.ids![0]},${map.head.ids![5]}`,
    })
    expect(table([...Array(100).keys()])).toContain('view=people')
    expect(peopleTold(map, [...Array(101).keys()], doing).actions).toEqual([])
  })

  test('of several has a list of them by name, at most 200; of one, and where people are too many to be named, none', () => {
    const { people, rest } = listedPeople(map, [...Array(230).keys()])
    expect([people.length, rest]).toEqual([200, 30])
    const names = people.map(({ name }) => name!)
    expect(names).toEqual([...names].sort(new Intl.Collator('en', { numeric: true }).compare))
    const odd = { ...map, head: { ...map.head, names: map.head.names!.map((name, nth) => (nth === 0 ? '' : name)) } }
    expect(
      listedPeople(odd, [0, 1, 2])
        .people.map(({ person }) => person)
        .at(-1),
    ).toBe(0)
    expect(peopleTold(map, [0, 1], doing).list).toBeDefined()
    expect(peopleTold(map, [0], doing).list).toBeUndefined()
    const unnamed = { ...map, head: { ...map.head, names: null, ids: null } }
    expect(peopleTold(unnamed, [0, 1], doing).list).toBeUndefined()
  })

  test('of very many does not lead to asking what if they met, and says why', () => {
    const told = peopleTold(map, [...Array(61).keys()], doing)
    expect(JSON.stringify(told.actions)).not.toMatch(/what-if|spaces/)
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
    const within = map.ties.bridge.indexOf(0)
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
