import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaningOf, nextLeaning, nextTelling, type ToldAnswer } from './next-telling.ts'

type Word = 'yes' | 'no' | null

/** Tells after every event of a history, and keeps what each was counted as, as an app would. */
function tellings(events: readonly (readonly [person: number, says: Word])[], people: number, step = 3) {
  let answers: ToldAnswer[] = Array.from({ length: people }, () => ({ says: null, counted: null }))
  return events.map(([person, says]) => {
    answers = answers.map((answer, i) => (i === person ? { ...answer, says } : answer))
    const told = nextTelling(answers, step)
    if (told.renewed) answers = answers.map((answer) => ({ says: answer.says, counted: answer.says }))
    return { totals: told.totals, renewed: told.renewed, words: answers.map((answer) => answer.says) }
  })
}

const yeses = (count: number) => Array.from({ length: count }, (_, i) => [i, 'yes'] as const)

describe('what is told of answers', () => {
  it('is nothing before three answers, then totals that move in steps of three', () => {
    const told = tellings(yeses(9), 9).map(({ totals }) => totals?.asked ?? 0)
    expect(told).toEqual([0, 0, 3, 3, 3, 6, 6, 6, 9])
    expect(tellings(yeses(9), 9, 4).map(({ totals }) => totals?.asked ?? 0)).toEqual([0, 0, 0, 4, 4, 4, 4, 8, 8])
  })

  it('does not give away the fourth answer to somebody who read at three and again at four', () => {
    const three = [
      [0, 'yes'],
      [1, 'no'],
      [2, 'yes'],
    ] as const
    const [yes, no] = (['yes', 'no'] as const).map((word) => tellings([...three, [3, word]], 4).map((t) => t.totals))
    expect(yes).toEqual(no)
    expect(yes!.at(-1)).toEqual({ asked: 3, wouldCome: 2 })
  })

  it('keeps a changed word to itself until three have moved, and stops telling what was taken back', () => {
    const events: [number, Word][] = [...yeses(3).map(([i]) => [i, 'yes'] as [number, Word]), [0, 'no'], [3, 'no']]
    expect(tellings(events, 5).at(-1)!.totals).toEqual({ asked: 3, wouldCome: 3 })
    const moved = tellings([...events, [4, 'no']], 5).at(-1)!
    expect(moved).toMatchObject({ totals: { asked: 5, wouldCome: 2 }, renewed: true })
    expect(tellings([...yeses(3), [1, null]], 3).at(-1)!.totals).toBeNull()
    expect(tellings([...yeses(3), [1, null], [1, 'yes']], 3).at(-1)!.totals).toEqual({ asked: 3, wouldCome: 3 })
    // only the fact remains that an erased answer was counted
    const erased: ToldAnswer[] = [
      { says: null, counted: 'erased' },
      { says: 'yes', counted: 'yes' },
      { says: 'no', counted: 'no' },
    ]
    expect(nextTelling(erased)).toEqual({ totals: null, renewed: false })
  })

  it('differs between any two tellings by the words of three people or more, or not at all', () => {
    const event = fc.tuple(fc.nat(8), fc.constantFrom<Word>('yes', 'no', 'yes', 'no', null))
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const renewed = tellings(events, 9).filter((told) => told.renewed)
        for (const [at, one] of renewed.entries()) {
          expect(one.words.filter(Boolean).length).toBeGreaterThanOrEqual(3)
          const before = renewed[at - 1]
          if (!before) continue
          const moved = one.words.filter((word, i) => word !== before.words[i]).length
          expect(moved).toBeGreaterThanOrEqual(3)
        }
      }),
      { numRuns: 300, seed: 8 },
    )
  })

  it('says which way most lean at three, at seven, at fifteen, and nothing between', () => {
    let answers: ToldAnswer[] = []
    const renewals: number[] = []
    for (let n = 1; n <= 40; n++) {
      answers = [...answers, { says: n % 4 === 0 ? 'no' : 'yes', counted: null }]
      const told = nextLeaning(answers)
      if (n >= 3) expect(told.leaning).toBe('most-would')
      else expect(told.leaning).toBeNull()
      if (!told.renewed) continue
      renewals.push(n)
      answers = answers.map(({ says }) => ({ says, counted: says }))
    }
    expect(renewals).toEqual([3, 7, 15, 31])
    expect(leaningOf({ asked: 4, wouldCome: 2 })).toBe('even')
    expect(leaningOf({ asked: 4, wouldCome: 1 })).toBe('most-would-not')
  })

  it('leaves every answer open in every row of leanings that can be told', () => {
    // every row of sizes up to 33 answers and of leanings: what may the yeses of each batch have been, knowing the whole row?
    const leanings = ['most-would-not', 'even', 'most-would'] as const
    const some = (from: number, to: number, test: (yes: number) => boolean) =>
      Array.from({ length: to - from + 1 }, (_, k) => from + k).filter(test)
    let rows = 0
    const extend = (sizes: readonly number[], sets: readonly number[][]): void => {
      const last = sizes.at(-1) ?? 0
      for (let n = last === 0 ? 3 : 2 * last + 1; n <= 33; n++) {
        const batch = n - last
        for (const leaning of leanings) {
          const before = sets.at(-1) ?? [0]
          const here = some(0, n, (yes) => leaningOf({ asked: n, wouldCome: yes }) === leaning).filter((yes) =>
            before.some((was) => yes - was >= 0 && yes - was <= batch),
          )
          if (here.length === 0) continue
          const row = [...sets, here]
          checkRow([...sizes, n], row)
          extend([...sizes, n], row)
        }
      }
    }
    const checkRow = (sizes: readonly number[], sets: readonly number[][]): void => {
      rows++
      // from the last telling back: which of the totals before fit what came after?
      let fitting = sets.at(-1)!
      for (let at = sizes.length - 1; at >= 0; at--) {
        const batch = sizes[at]! - (sizes[at - 1] ?? 0)
        const before = sets[at - 1] ?? [0]
        const all = fitting.flatMap((yes) => before.map((was) => yes - was)).filter((b) => b >= 0 && b <= batch)
        expect(all.some((b) => b > 0) && all.some((b) => b < batch)).toBe(true)
        fitting = before.filter((was) => fitting.some((yes) => yes - was >= 0 && yes - was <= batch))
      }
    }
    extend([], [])
    expect(rows).toBe(4417)
  })

  it('refuses steps under three', () => {
    expect(() => nextTelling([], 2)).toThrow('step is 2')
    expect(nextTelling([])).toEqual({ totals: null, renewed: false })
  })
})
