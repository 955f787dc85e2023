import { describe, expect, test } from 'vitest'
import { arrabidaCoast } from '../arrabida-coast.ts'
import { faultsOf } from '../faults-of.ts'
import { manAtTheFountain, theCast, theTeam } from '../the-cast.ts'
import { chance } from './chance.ts'
import { neverGiven, theLongName, theSameName } from './names.ts'
import { practicePlans } from './practices.ts'

const day = '2027-03-01'
const drawn = arrabidaCoast({ day })
const practicesOf = (person: string) =>
  drawn.memberships.filter((row) => row.person === person).map((row) => row.practice)
const firstOf = (person: string) => practicesOf(person)[0] ?? null

describe('the example as a whole', () => {
  test('points nowhere that is not there, and says nothing twice', () => {
    expect(faultsOf(drawn)).toEqual([])
  })

  test('is the same each time for one day and seed, and another for another seed', () => {
    expect(arrabidaCoast({ day, seed: 7 })).toEqual(drawn)
    expect(arrabidaCoast({ day, seed: 8 }).ties).not.toEqual(drawn.ties)
  })

  test('moves all its days with the day it is told on', () => {
    const later = arrabidaCoast({ day: '2028-02-29' })
    expect(later.ties.map(({ from, to }) => [from, to])).toEqual(drawn.ties.map(({ from, to }) => [from, to]))
    expect(later.about.asOf).toBe('2028-02-29')
    expect(later.ties[0]!.confirmed! > '2027-03-01').toBe(true)
  })

  test('knows no day after the one it is told on', () => {
    const days = JSON.stringify(drawn).match(/\d{4}-\d{2}-\d{2}/g)!
    expect(days.length).toBeGreaterThan(2000)
    expect(days.filter((each) => each > day)).toEqual([])
  })

  test('is sound under other seeds too', () => {
    for (const seed of [1, 2, 3]) expect(faultsOf(arrabidaCoast({ day, seed })), `seed ${seed}`).toEqual([])
  })

  test('refuses a day that is none', () => {
    expect(() => arrabidaCoast({ day: '1 March' })).toThrow('"1 March" is not a day')
  })

  test('is fictional and free for anybody', () => {
    expect(drawn.about).toMatchObject({ basis: 'fictional', licence: 'CC0-1.0', complete: false, asOf: day })
  })
})

describe('people and practices', () => {
  test('are 300 by first membership and one who belongs nowhere', () => {
    expect(drawn.people).toHaveLength(301)
    expect(practicesOf(manAtTheFountain)).toEqual([])
    expect(drawn.people.filter((each) => practicesOf(each.id).length === 0)).toHaveLength(1)
  })

  test.each(practicePlans.map((plan) => [plan.name, plan.people, plan.id] as const))('%s has %i people', (...row) => {
    expect(drawn.people.filter((each) => firstOf(each.id) === row[2])).toHaveLength(row[1])
  })

  test('have 380 memberships, three of them Perpétua Landim’s and nobody else’s', () => {
    expect(drawn.memberships).toHaveLength(380)
    expect(practicesOf('perpetua-landim')).toEqual(['cozinhas', 'mariscadoras', 'moradores'])
    expect(drawn.people.filter((each) => practicesOf(each.id).length > 2)).toHaveLength(1)
  })

  test('leave Redeiras at four, by any membership', () => {
    expect(drawn.memberships.filter((row) => row.practice === 'redeiras')).toHaveLength(4)
  })

  test('nobody is in both the crews and the lab, or among both gatherers and inspectors', () => {
    for (const [one, other] of [
      ['companhas', 'mare-clara'],
      ['mariscadoras', 'saude-ambiental'],
      ['cozinhas', 'cuidadoras'],
    ]) {
      const both = drawn.people.filter((each) => [one, other].every((id) => practicesOf(each.id).includes(id!)))
      expect(both, `${one} and ${other}`).toEqual([])
    }
  })
})

describe('names', () => {
  test('the cast of 27 stand in their practices, three of them on the team', () => {
    expect(theCast).toHaveLength(27)
    for (const { id, name, practice, also } of theCast) {
      expect(drawn.people.find((each) => each.id === id)?.name).toBe(name)
      expect(practicesOf(id)).toEqual([practice, ...also])
    }
    expect(theTeam).toEqual(['tome-caldeira', 'madalena-carrico', 'yara-quintanilha'])
  })

  test('are each given once, but for two Manuela Sequeiras, one gathering and one on the hillside', () => {
    const names = drawn.people.map((each) => each.name)
    const twice = names.filter((name, at) => names.indexOf(name) !== at)
    expect(twice).toEqual([theSameName])
    const both = drawn.people.filter((each) => each.name === theSameName)
    expect(both.map((each) => firstOf(each.id))).toEqual(['mariscadoras', 'moradores'])
  })

  test('include one that is longer than most columns', () => {
    expect(theLongName.length).toBeGreaterThanOrEqual(60)
    expect(drawn.people.filter((each) => each.name === theLongName)).toHaveLength(1)
  })

  test('are never those of somebody in public life', () => {
    for (const seed of [7, 8, 9]) {
      const known = arrabidaCoast({ day, seed }).people.filter((each) => neverGiven.has(each.name!))
      expect(known).toEqual([])
    }
  })

  test('reach nobody: mail is at example.org, and the one telephone rings nowhere', () => {
    const mail = drawn.people.flatMap((each) => each.email ?? [])
    expect(mail.length).toBeGreaterThan(200)
    expect(new Set(mail).size).toBe(mail.length)
    expect(mail.filter((each) => !/^[a-z0-9.-]+@example\.org$/.test(each))).toEqual([])
    expect(drawn.people.flatMap((each) => each.phone ?? [])).toEqual(['+351 000 000 000'])
  })

  test('one gatherer has a telephone and no mail, another who answered has neither', () => {
    const answered = new Set(drawn.answers.flatMap((each) => (each.answered ? each.person : [])))
    const gatherers = drawn.people.filter((each) => firstOf(each.id) === 'mariscadoras' && answered.has(each.id))
    expect(gatherers.filter((each) => each.phone && !each.email)).toHaveLength(1)
    expect(gatherers.filter((each) => !each.phone && !each.email)).toHaveLength(1)
  })
})

describe('consent', () => {
  const onMap = drawn.consents.filter((row) => row.purpose === 'map' && row.person !== manAtTheFountain)
  test.each([
    ['agreed', 228],
    ['told', 41],
    ['not yet asked', 19],
    ['hidden', 9],
    ['withdrawn', 3],
  ])('%s: %i', (state, count) => {
    expect(onMap.filter((row) => row.state === state)).toHaveLength(count)
  })

  test('nobody has spoken with the man at the fountain', () => {
    expect(drawn.consents.filter((row) => row.person === manAtTheFountain)).toEqual([
      { person: manAtTheFountain, purpose: 'map', state: 'not yet asked', said: null },
    ])
  })

  test('whoever was only named by others has initials, no name, and no mail', () => {
    const asked = new Set(onMap.filter((row) => row.state === 'not yet asked').map((row) => row.person))
    for (const each of drawn.people.filter((person) => asked.has(person.id))) {
      expect(each.name).toMatch(/^\p{L}\. \p{L}+\.$/u)
      expect(each.email).toBeNull()
    }
  })

  test('whoever answered had agreed; those who withdrew did so last month', () => {
    const agreed = new Set(onMap.filter((row) => row.state === 'agreed').map((row) => row.person))
    expect(drawn.answers.filter((row) => row.answered && !agreed.has(row.person))).toEqual([])
    for (const row of onMap.filter((each) => each.state === 'withdrawn')) expect(row.said! >= '2027-01-30').toBe(true)
  })

  test('other purposes are asked for only where the map was agreed to', () => {
    const agreed = new Set(onMap.filter((row) => row.state === 'agreed').map((row) => row.person))
    expect(drawn.consents.filter((row) => row.purpose !== 'map' && !agreed.has(row.person))).toEqual([])
    const meets = drawn.consents.filter((row) => row.purpose === 'introductions').map((row) => row.person)
    expect(meets).toEqual(expect.arrayContaining(['lurdes-canario', 'conceicao-bravo']))
  })
})

test('chance draws the same from one seed and subject, and each number about as often', () => {
  const draw = chance(7, 'a subject')
  const again = chance(7, 'a subject')
  const numbers = Array.from({ length: 6000 }, () => draw.between(1, 6))
  expect(numbers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => again.between(1, 6)))
  for (const face of [1, 2, 3, 4, 5, 6]) {
    expect(Math.abs(numbers.filter((each) => each === face).length - 1000)).toBeLessThan(120)
  }
  expect(draw.pickWeighted(['a', 'b'], (each) => (each === 'b' ? 1 : 0))).toBe('b')
  expect(draw.pickWeighted(['a'], () => 0)).toBeNull()
})
