import { describe, expect, test } from 'vitest'
import { arrabidaCoast } from '../arrabida-coast.ts'
import { dayAfter, firstSketchDay } from './day.ts'
import { practicePlans } from './practices.ts'
import { tiesAcross, tiesInside } from './tie-plan.ts'

const day = '2027-03-01'
const drawn = arrabidaCoast({ day })
const practicesOf = new Map<string, string[]>()
for (const { person, practice } of drawn.memberships) {
  practicesOf.set(person, [...(practicesOf.get(person) ?? []), practice])
}
const told = drawn.ties.filter((tie) => tie.says === 'yes' && !tie.retracted)
/** Each pair once, with its strongest account. */
const dyads = [
  ...new Map(
    told
      .toSorted((one, other) => one.strength - other.strength)
      .map((tie) => [[tie.from, tie.to].sort().join(' '), tie]),
  ).values(),
]
const first = (person: string) => practicesOf.get(person)?.[0]
const between = (one: string, other: string) =>
  dyads.filter(({ from, to }) => [one, other].sort().join() === [first(from), first(to)].sort().join())
const byAnyMembership = (one: string, other: string) =>
  dyads.filter(({ from, to }) => {
    const [here, there] = [practicesOf.get(from) ?? [], practicesOf.get(to) ?? []]
    return (here.includes(one) && there.includes(other)) || (here.includes(other) && there.includes(one))
  })
/** Ties between people of whom each belongs to one of the two only. */
const bridgeOf = (one: string, other: string) =>
  byAnyMembership(one, other).filter(({ from, to }) => {
    const both = [from, to].map((end) => practicesOf.get(end) ?? [])
    return both.every((own) => !(own.includes(one) && own.includes(other)))
  })
/** Over how many people of the practice the ties spread: 1 / Σ q², q = share of their strength. */
const spreadOver = (bridge: typeof dyads, practice: string) => {
  const carried = new Map<string, number>()
  for (const { from, to, strength } of bridge) {
    const here = practicesOf.get(from)!.includes(practice) ? from : to
    carried.set(here, (carried.get(here) ?? 0) + strength)
  }
  const weights = [...carried.values()]
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return sum ** 2 / weights.reduce((all, weight) => all + weight ** 2, 0)
}

describe('ties between practices', () => {
  test.each(tiesAcross)('%s and %s: %i', (one, other, count) => {
    expect(between(one, other)).toHaveLength(count)
  })

  test('are 598, and 660 more are inside practices', () => {
    const across = dyads.filter(({ from, to }) => first(from) !== first(to))
    expect(across).toHaveLength(598)
    expect(dyads.length - across.length).toBe(660)
    for (const { id } of practicePlans) expect(between(id, id)).toHaveLength(tiesInside().get(id)!)
  })

  test.each([
    ['mariscadoras', 'saude-ambiental'],
    ['cozinhas', 'cuidadoras'],
    ['cozinhas', 'vigias'],
  ])('nobody of %s is known to talk with anybody of %s', (one, other) => {
    expect(byAnyMembership(one, other)).toEqual([])
  })

  test('inspectors reach the kitchens one way, and hear nothing back', () => {
    const inspections = between('saude-ambiental', 'cozinhas')
    expect(inspections.every((tie) => !tie.mutual && first(tie.from) === 'saude-ambiental')).toBe(true)
    expect(dyads.filter((tie) => !tie.mutual)).toHaveLength(inspections.length)
  })
})

describe('planted facts', () => {
  test('the bridge between Companhas and Maré Clara hangs on Hélder Vasques', () => {
    const crossing = byAnyMembership('companhas', 'mare-clara')
    expect(crossing).toHaveLength(7)
    expect(crossing.filter(({ from, to }) => [from, to].includes('helder-vasques'))).toHaveLength(6)
    expect(spreadOver(bridgeOf('companhas', 'mare-clara'), 'mare-clara')).toBeCloseTo(1.3, 1)
    expect(spreadOver(bridgeOf('companhas', 'mare-clara'), 'companhas')).toBeGreaterThan(5)
  })

  test('no other bridge of three ties or more hangs on fewer than two people', () => {
    const large = practicePlans.filter((plan) => plan.people >= 5).map((plan) => plan.id)
    for (const [at, one] of large.entries()) {
      for (const other of large.slice(at + 1)) {
        if (one === 'companhas' && other === 'mare-clara') continue
        const bridge = bridgeOf(one, other)
        if (bridge.length < 3) continue
        expect(spreadOver(bridge, one), `${one} to ${other}`).toBeGreaterThanOrEqual(2)
        expect(spreadOver(bridge, other), `${other} to ${one}`).toBeGreaterThanOrEqual(2)
      }
    }
  })

  test('Hélder says each week, Adelino Sarmento says "when something is wrong": both are kept', () => {
    const accounts = told.filter(({ from, to }) => from === 'adelino-sarmento' && to === 'helder-vasques')
    expect(accounts.map((tie) => tie.reportedBy)).toEqual(['helder-vasques', 'adelino-sarmento'])
    expect(accounts[0]!.strength).toBeGreaterThan(accounts[1]!.strength)
    expect(told).toHaveLength(dyads.length + 1)
  })

  test('a third of the ties between the lab and the guides were last confirmed more than 400 days ago', () => {
    const stale = between('mare-clara', 'guias').filter((tie) => tie.confirmed! < dayAfter(day, -400))
    expect(stale).toHaveLength(5)
    expect(dyads.filter((tie) => tie.confirmed! < dayAfter(day, -400))).toHaveLength(5)
  })

  test('90 times somebody who answered said "no"; Zulmira Peixinho of Noémia Galvão among them', () => {
    const refusals = drawn.ties.filter((tie) => tie.says === 'no')
    const answered = new Set(drawn.answers.flatMap((each) => (each.answered ? each.person : [])))
    expect(refusals).toHaveLength(90)
    expect(refusals.every((tie) => answered.has(tie.reportedBy!))).toBe(true)
    expect(refusals.some((tie) => tie.from === 'zulmira-peixinho' && tie.to === 'noemia-galvao')).toBe(true)
  })

  test('the unlikely pair do not know each other yet', () => {
    expect(dyads.filter(({ from, to }) => [from, to].sort().join() === 'conceicao-bravo,lurdes-canario')).toEqual([])
  })

  test('one tie was told of and taken back', () => {
    expect(drawn.ties.filter((tie) => tie.retracted)).toHaveLength(1)
  })

  test('the quarrel over the map is told in a history, never as a tie between two people', () => {
    expect(drawn.ties.filter((tie) => tie.kind === 'conflict')).toEqual([])
    expect(drawn.boundaries.find((each) => each.id === 'knowing')!.history).toContain('quarrel')
  })
})

describe('the shape of the whole', () => {
  test.each([
    ['talks', 0.55],
    ['works', 0.2],
    ['learns', 0.15],
    ['trusts', 0.08],
    ['funds', 0.02],
  ])('%s is a share of %d of all ties', (kind, share) => {
    expect(dyads.filter((tie) => tie.kind === kind).length / dyads.length).toBeCloseTo(share, 2)
  })

  test('few people carry most of what passes between practices, and a few know nobody', () => {
    const across = new Map<string, number>()
    const all = new Map<string, number>()
    for (const { from, to } of dyads) {
      for (const end of [from, to]) {
        all.set(end, (all.get(end) ?? 0) + 1)
        if (first(from) !== first(to)) across.set(end, (across.get(end) ?? 0) + 1)
      }
    }
    const sorted = [...across.values()].sort((one, other) => other - one)
    const topTenth = sorted.slice(0, 30).reduce((sum, each) => sum + each, 0)
    expect(topTenth / (598 * 2)).toBeGreaterThan(0.36)
    const alone = drawn.people.filter((each) => !all.has(each.id))
    expect(alone.length).toBeGreaterThanOrEqual(3)
    expect(alone.length).toBeLessThanOrEqual(20)
    expect(Math.max(...all.values())).toBeLessThanOrEqual(34)
  })

  test('as known at the first sketch, ties join only its 31 people', () => {
    const sketched = drawn.ties.filter((tie) => tie.recorded! <= dayAfter(day, firstSketchDay))
    const people = new Set(sketched.flatMap((tie) => [tie.from, tie.to]))
    expect(sketched.length).toBeGreaterThan(15)
    expect(people.size).toBeLessThanOrEqual(31)
  })

  test('was told by the two surveys: some ties since the first, some since the second only', () => {
    const sinceFirst = told.filter((tie) => tie.recorded! <= dayAfter(day, -190)).length
    expect(sinceFirst / told.length).toBeGreaterThan(0.5)
    expect(sinceFirst / told.length).toBeLessThan(0.9)
  })
})
