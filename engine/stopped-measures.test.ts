import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildVotes } from './agreement/votes.ts'
import { BadInput } from './bad-input.ts'
import type { Control } from './control.ts'
import type { Turns } from './equity/turns.ts'
import { smallLandscape } from './fixtures/small-landscapes.ts'
import { valuesOf } from './measure.ts'
import { type AnyMeasure, measures } from './measures.ts'
import { buildLandscape } from './network/build-landscape.ts'

const input = smallLandscape({ seed: 11, people: 36, ties: 90, practices: 4, oneWay: 0.2 })
const people = input.people.map(({ id }) => id)
const landscape = buildLandscape({
  ...input,
  complete: false,
  answers: people.slice(0, 20).map((person) => ({ person, about: null })),
  legitimacy: people.map((person, i) => ({
    person,
    practice: input.practices[i % 4]!.id,
    wouldCome: 3,
    wouldNot: i % 3,
    claimed: false,
  })),
  team: people.slice(0, 2),
})

const says = ['agree', 'disagree', 'pass'] as const
const votes = buildVotes({
  sides: ['east', 'west'],
  voters: people.map((id, i) => ({ id, sides: [i % 2 ? 'east' : 'west'] })),
  statements: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => ({ id })),
  votes: people.flatMap((voter, i) =>
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((statement, s) => ({
      voter,
      statement,
      says: says[((i % 3) * (s + 1) + (i % 5 === 0 ? s : 0)) % 3]!,
    })),
  ),
})
const turns: Turns = {
  sides: ['east', 'west'],
  sideOf: people.map((_, i) => i % 2),
  meetings: 3,
  invitations: people.flatMap((_, person) =>
    [0, 1, 2].map((meeting) => ({ person, meeting, came: true, turns: (person * (meeting + 1)) % 4 })),
  ),
  contributions: people.map((_, by) => ({ by, takenUpBy: [(by + 1) % people.length] })),
  topics: people.map((_, by) => ({ by, treated: by % 3 === 0 })),
}

/** The same as nobody has seen it, so that nothing was laid out for an earlier question. */
const inputs: Partial<Record<AnyMeasure['input'], () => unknown>> = {
  landscape: () => ({ ...landscape }),
  'two-landscapes': () => ({ earlier: { ...landscape }, later: { ...landscape } }),
  votes: () => ({ ...votes }),
  turns: () => ({ ...turns }),
}

/** Nothing is looked at but what a few people said of a few others: over before anybody could ask. */
const overAtOnce = ['bridge-standing', 'best-team']

/** Little work, about people and practices that are there. */
function smallValues({ parameters }: AnyMeasure): Record<string, unknown> {
  const small: Record<string, number> = { worlds: 20, draws: 20, runs: 10, comparisons: 10, shuffles: 2, limit: 2 }
  const practices = [...landscape.ids.practices]
  const given: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    if (parameter.kind === 'whole' && name in small) given[name] = Math.max(parameter.from, small[name]!)
    if (parameter.kind === 'id' && parameter.names === 'person') given[name] = landscape.ids.people[0]
    if (parameter.kind === 'id' && parameter.names === 'practice') given[name] = practices.shift()
    if (parameter.kind === 'ids' && parameter.names === 'person') given[name] = landscape.ids.people.slice(0, 3)
  }
  return given
}

/** How often it is asked whether to stop; 0 as well where the question is refused. */
function asks(measure: AnyMeasure, input: unknown, stopAt = Number.POSITIVE_INFINITY): number {
  let asked = 0
  const control: Control = { shouldStop: () => ++asked === stopAt }
  measure.run(input, valuesOf(measure, smallValues(measure)) as never, control)
  return asked
}

describe.each(measures.filter((one) => one.input in inputs))('$id', (measure) => {
  const fresh = inputs[measure.input]!

  test('stops at whichever question is answered yes, and is the same when asked again', () => {
    let often = 0
    let answer: unknown
    try {
      often = asks(measure, fresh())
      answer = measure.run(fresh(), valuesOf(measure, smallValues(measure)) as never)
    } catch (error) {
      if (error instanceof BadInput) return
      throw error
    }
    if (overAtOnce.includes(measure.id)) return
    expect(often).toBeGreaterThan(0)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: often }), (stopAt) => {
        const input = fresh()
        expect(() => asks(measure, input, stopAt)).toThrow(expect.objectContaining({ name: 'AbortError' }))
        expect(measure.run(input, valuesOf(measure, smallValues(measure)) as never)).toEqual(answer)
      }),
      { numRuns: 4, examples: [[1], [often]] },
    )
  })
})
