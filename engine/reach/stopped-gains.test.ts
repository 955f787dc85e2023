import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStopped } from '../control.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { criticality } from './criticality.ts'
import { openWorlds, type Worlds } from './reach.ts'

const mutual = buildLandscape(smallLandscape({ seed: 3, people: 30, ties: 50, practices: 4, oneWay: 0 }))
const oneWay = buildLandscape(smallLandscape({ seed: 3, people: 30, ties: 50, practices: 4, oneWay: 0.4 }))
const assumed = (more: Partial<Assumptions>): Assumptions => ({
  ...defaultAssumptions,
  worlds: 40,
  chance: 0.5,
  ...more,
})

const questions: Record<string, (worlds: Worlds, control?: { shouldStop: () => boolean }) => unknown> = {
  'a gain': (worlds, control) => worlds.gain([1, 5, 9], undefined, control),
  'gains of one more': (worlds, control) => worlds.gains([1, 5, 9], [2, 3, 4, 20], undefined, control),
  'an effect': (worlds, control) => worlds.effect([1, 5, 9], undefined, control),
  'a loss': (worlds, control) => criticality(worlds, 5, control),
}
function stopsAt(ask: () => unknown): boolean {
  try {
    ask()
    return false
  } catch (error) {
    if (isStopped(error)) return true
    throw error
  }
}

const settings: Record<string, () => Worlds> = {
  'mutual ties': () => openWorlds(mutual, assumed({}), 'score'),
  'mutual ties, where attention costs': () => openWorlds(mutual, assumed({ attentionCost: 0.3 }), 'score'),
  'one-way ties': () => openWorlds(oneWay, assumed({}), 'score'),
  'one-way ties, where attention costs': () => openWorlds(oneWay, assumed({ attentionCost: 0.3 }), 'score'),
  'pairs nobody was asked about': () => openWorlds(oneWay, assumed({ unknown: 'draw' }), 'score'),
}

describe.each(Object.entries(settings))('with %s', (_, open) => {
  test.each(Object.entries(questions))(
    '%s stops at whichever question is answered yes, and is the same when asked again',
    (__, ask) => {
      let asked = 0
      const answer = ask(open(), { shouldStop: () => ++asked < 0 })
      expect(asked).toBeGreaterThan(1)
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: asked }), { minLength: 1, maxLength: 4 }), (stops) => {
          const worlds = open()
          for (const [nth, stopAt] of stops.entries()) {
            let at = 0
            const control = { shouldStop: () => ++at === stopAt }
            // what was laid out for an earlier question is kept, and then there are fewer questions whether to stop
            const heard = stopsAt(() => ask(worlds, control))
            expect(heard).toBe(at === stopAt)
            if (nth === 0) expect(heard).toBe(true)
          }
          expect(ask(worlds)).toEqual(answer)
        }),
        { numRuns: 8 },
      )
    },
  )

  test('a gain that has no control of its own stops for whoever opened the worlds', () => {
    let isStopped = false
    const worlds = openWorlds(mutual, assumed({}), 'score', { shouldStop: () => isStopped })
    isStopped = true
    expect(() => worlds.gain([1, 5, 9])).toThrow('Stopped on request')
    expect(() => worlds.gains([1, 5], [9])).toThrow('Stopped on request')
    expect(worlds.gain([1, 5, 9], undefined, {})).toBeGreaterThan(0)
  })
})
