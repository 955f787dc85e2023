/** How sure one can be of an opening, from who answered; and whom to listen to first. */
import { peopleOf, practiceSize, practicesOf } from '../network/landscape.ts'
import type { Candidate } from './candidate.ts'
import { personCares } from './concerns-held.ts'
import type { Ground } from './ground.ts'
import { countAnswered, knownPair } from './known-pairs.ts'
import type { Sureness } from './opportunity.ts'
import { allPairs } from './profile.ts'
import { trustedIn } from './standing-in-practices.ts'

const MOST_ASKED = 3

/** Thin under a quarter answered in the quietest practice, careful under three fifths or when the effect cannot be told. */
export function surenessOf(ground: Ground, candidate: Candidate, cannotTell: boolean): Sureness {
  const { landscape } = ground
  const shares = candidate.between.map(
    (practice) => countAnswered(landscape, practice) / Math.max(1, practiceSize(landscape, practice)),
  )
  const least = landscape.complete ? 1 : Math.min(...shares)
  const because: Sureness['because'] = [answeredCode(landscape.complete, least)]
  if (mostUnknown(ground, candidate)) because.push('unknown-pairs')
  if (candidate.between.some((practice) => practiceSize(landscape, practice) < 10)) because.push('few-people')
  if (cannotTell) because.push('cannot-tell-effect')
  return {
    level: least < 0.25 ? 'thin' : least < 0.6 || cannotTell ? 'careful' : 'fair',
    because,
    ...(candidate.pair ? { askFirst: [], askIn: [] } : whomToAsk(ground, candidate)),
  }
}

function answeredCode(complete: boolean, least: number): Sureness['because'][number] {
  if (complete) return 'declared-complete'
  if (least === 0) return 'nobody-answered'
  return least < 0.25 ? 'few-answered' : least < 0.6 ? 'half-answered' : 'most-answered'
}

function mostUnknown(ground: Ground, candidate: Candidate): boolean {
  return allPairs(candidate.between).some(([a, b]) => {
    if (ground.pairs.slotOf[a]! < 0 || ground.pairs.slotOf[b]! < 0) return false
    const known = knownPair(ground.landscape, ground.pairs, a, b)
    return known.unknown * 2 > known.pairs
  })
}

/** One or more from each practice joined: trusted there, else in both, else caring, else not yet answered. Never who carries the bridge. */
function whomToAsk(ground: Ground, candidate: Candidate): Pick<Sureness, 'askFirst' | 'askIn'> {
  const { landscape } = ground
  const chosen = new Map<number, Sureness['askFirst'][number]>()
  const askIn: string[] = []
  for (const practice of candidate.between) {
    const open = Array.from(peopleOf(landscape, practice)).filter(
      (person) => !landscape.notInvitable[person] && !candidate.withheld.has(person),
    )
    const trusted = trustedIn(landscape, practice).filter((person) => !candidate.withheld.has(person))
    const both = open.filter((person) =>
      candidate.between.every((other) => practicesOf(landscape, person).includes(other)),
    )
    const caring = open.filter((person) => personCares(ground.concerns, person, candidate.concerns))
    const silent = open.filter((person) => !landscape.answeredAll[person])
    const wanted = candidate.between.length === 1 ? 2 : 1
    const choices = [
      ...trusted.map((person) => ({ person, because: 'trusted-there' as const })),
      ...(candidate.between.length > 1 ? both.map((person) => ({ person, because: 'member-of-both' as const })) : []),
      ...caring.map((person) => ({ person, because: 'cares' as const })),
      ...silent.map((person) => ({ person, because: 'has-not-answered' as const })),
    ]
    let added = 0
    for (const { person, because } of choices) {
      if (added >= wanted || chosen.size >= MOST_ASKED) break
      if (chosen.has(person)) continue
      chosen.set(person, {
        person: landscape.ids.people[person]!,
        practice: landscape.ids.practices[practice]!,
        because,
      })
      added++
    }
    if (added === 0) askIn.push(landscape.ids.practices[practice]!)
  }
  return { askFirst: [...chosen].sort(([x], [y]) => x - y).map(([, row]) => row), askIn }
}
