import { sequence, streamKey } from '../chance.ts'
import type { Says, VotesInput } from './votes.ts'

/** What invented votes should have in them. */
export interface InventedVotes {
  seed: number
  /** voters in each camp: all of a camp lean the same way on a statement */
  camps: readonly number[]
  statements: number
  /** chance that a voter sees a statement */
  seen: number
  /** chance that a voter votes against the lean of their camp */
  noise: number
}

/** Votes of camps that lean opposite ways on half of the statements; camp c stands on side c, the last voter nowhere. */
export function inventedVotes({ seed, camps, statements, seen, noise }: InventedVotes): VotesInput {
  const next = sequence(streamKey(seed, 'invented votes'))
  const voters = camps.flatMap((size, camp) =>
    Array.from({ length: size }, (_, i) => ({ id: `v${camp}-${i}`, camp, sides: [`side ${camp}`] })),
  )
  const lean = (camp: number, s: number): Says => ((s + (s % 2) * camp) % 4 < 2 ? 'agree' : 'disagree')
  const against = (says: Says): Says => (says === 'agree' ? 'disagree' : 'agree')
  return {
    sides: camps.map((_, camp) => `side ${camp}`),
    voters: voters.map(({ id, sides }, i) => ({ id, sides: i === voters.length - 1 ? [] : sides })),
    statements: Array.from({ length: statements }, (_, s) => ({ id: `s${String(s).padStart(3, '0')}` })),
    votes: voters.flatMap(({ id, camp }) =>
      Array.from({ length: statements }, (_, s) => s)
        .filter(() => next() < seen)
        .map((s) => {
          const at = next()
          const says = at < noise ? against(lean(camp, s)) : at < noise + 0.1 ? ('pass' as const) : lean(camp, s)
          return { voter: id, statement: `s${String(s).padStart(3, '0')}`, says }
        }),
    ),
  }
}
