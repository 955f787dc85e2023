import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { describe, expect, test } from 'vitest'
import { landscapeInput } from '../../app/workbench/landscape/landscape-input.ts'
import { faultsOf } from './faults-of.ts'
import { firstSketch, sketchBoundary, sketchLines } from './first-sketch.ts'

const sketch = firstSketch()

describe('the first sketch', () => {
  test('is thirty lines in ten groups', () => {
    expect(sketchLines).toHaveLength(30)
    expect(sketch.people).toHaveLength(30)
    expect(sketch.practices).toHaveLength(10)
    expect(sketch.memberships).toHaveLength(30)
  })

  test('points nowhere that is not there, and says nothing twice', () => {
    expect(faultsOf(sketch)).toEqual([])
  })

  test('has one boundary with three sides, whole groups on them and six exceptions', () => {
    expect(sketch.boundaries[0]!.sides).toEqual(['on the water', 'at a desk', 'on the doorstep'])
    expect(Object.keys(sketchBoundary.exceptions)).toHaveLength(6)
    const rows = (person: string) => sketch.standings.filter((row) => row.person === person).map((row) => row.side)
    expect(rows('nurse M')).toEqual(['on the doorstep', 'on the water'])
    expect(rows('man at the fountain')).toEqual([null])
  })

  test('has 24 ties and one "no"; nobody is tied to the man at the fountain', () => {
    expect(sketch.ties.filter((tie) => tie.says === 'yes')).toHaveLength(24)
    const no = sketch.ties.filter((tie) => tie.says === 'no')
    expect(no.map((tie) => [tie.from, tie.to])).toEqual([['gatherer Z', 'inspector heat']])
    expect(sketch.ties.filter((tie) => [tie.from, tie.to].includes('man at the fountain'))).toEqual([])
  })

  test('is from one person’s memory: nobody answered, nobody was told', () => {
    expect(sketch.about.basis).toBe('own-sketch')
    expect([sketch.answers, sketch.consents, sketch.ties.flatMap((tie) => tie.reportedBy ?? [])]).toEqual([[], [], []])
  })

  test('gives three cards on the first day, one of each kind, all thin because nobody answered', () => {
    const landscape = buildLandscape(landscapeInput(sketch, { asOf: '2027-03-01' }))
    const outcome = spot(landscape, { seed: 7, limit: 3 })
    const cards = outcome.kind === 'spotted' ? outcome.opportunities : []
    expect(cards.map((card) => card.kind).sort()).toEqual(['fragile-bridge', 'missing-conversation', 'unheard-voice'])
    for (const { sureness } of cards) {
      expect(sureness.level).toBe('thin')
      expect(sureness.because).toContain('nobody-answered')
      expect(sureness.askFirst.length).toBeGreaterThan(0)
    }
  }, 60_000)
})
