import { toldParts } from '@ecotone/engine/crossing/told-parts.ts'
import { writeShare } from '../../../platform/i18n/numbers.ts'
import type { DrawnLandscape, DrawnTie } from '../drawn-landscape.ts'
import type { LensGlyph } from '../map/lens-signs.ts'
import { isOver } from '../map/period.ts'
import type { Eyes } from './concern-lens.ts'
import { emptyLens, hiddenPeople, type Lens, type LensCell, membersOf } from './lens.ts'
import type { SayLens } from './lens-words.ts'

/** Months from which what is known counts as older. */
const OLDER = [6, 12, 24]
const DAYS_A_MONTH = 365.25 / 12

interface Evidence {
  people: number
  answered: number
  asked: number
  ties: number
  confirmed: number
  /** the middle age of what is known of the ties, in whole months; null where none has a day */
  months: number | null
}

/** How old what we know of each practice is: when its ties were last confirmed or told, and how many of its people answered. */
export function ageLens(drawn: DrawnLandscape, { day, outside }: Eyes, say: SayLens): Lens {
  const members = membersOf(drawn, day)
  const ids = drawn.practices.map(({ id }) => id)
  const people = new Map(drawn.people.map(({ id }, nth) => [id, nth]))
  const told = outside ? toldParts(ids.map((id) => [...members.get(id)!].map((one) => people.get(one) ?? -1))) : null
  const evidence = evidenceIn(drawn, members, day)
  const cells = ids.map((id, nth) => {
    if (told?.[nth] === false) return [id, notTold(say)] as const
    return [id, cellOf(evidence.get(id)!, say)] as const
  })
  return {
    ...emptyLens(say('lens_age')),
    cells: new Map(cells),
    classes: [
      ...([0, 1, 2, 3] as const).map((age) => ({ glyph: `age-${age}` as const, words: say(`age_class_${age}`) })),
      { glyph: 'unknown' as const, words: say('age_class_unknown') },
    ],
    notes: [say('age_note')],
  }
}

/** Where too few people stand behind a number to tell it. */
function notTold(say: SayLens): LensCell {
  const sign = {
    parts: [{ glyph: 'unknown' as const, text: say('not_told_brief'), brief: '' }],
    sentence: say('not_told'),
  }
  return { sign, words: say('not_told_cell') }
}

function cellOf(evidence: Evidence, say: SayLens): LensCell {
  const { people, answered, ties, confirmed, months } = evidence
  const glyph: LensGlyph = months === null ? 'unknown' : `age-${classOf(months)}`
  const isAsked = evidence.asked + answered > 0
  const share = isAsked ? writeShare(say.language, answered / Math.max(1, people)) : say('age_nobody_brief')
  const text = [months === null ? '' : say('age_brief', { months }), share].filter((part) => part !== '').join(' · ')
  const brief = isAsked ? share : ''
  const ofTies = ties === 0 ? say('age_no_ties') : say('age_ties', { ties, confirmed })
  const middle = months === null ? (ties === 0 ? '' : say('age_no_day')) : say('age_middle', { months })
  const ofPeople = say(isAsked ? 'age_answered' : 'age_nobody', { answered, people })
  const words = [ofTies, middle, ofPeople].filter((part) => part !== '').join(', ')
  return { sign: { parts: [{ glyph, text, brief }], sentence: say('age_sentence', { words }) }, words }
}

function classOf(months: number): 0 | 1 | 2 | 3 {
  return OLDER.filter((from) => months >= from).length as 0 | 1 | 2 | 3
}

function evidenceIn(drawn: DrawnLandscape, members: ReadonlyMap<string, Set<string>>, day: string) {
  const hidden = hiddenPeople(drawn)
  const practicesOf = new Map<string, string[]>()
  for (const [practice, belonging] of members)
    for (const person of belonging) practicesOf.set(person, [...(practicesOf.get(person) ?? []), practice])
  const ages = new Map<string, { ages: number[]; ties: number; confirmed: number }>()
  for (const id of members.keys()) ages.set(id, { ages: [], ties: 0, confirmed: 0 })
  for (const accounts of knownDyads(drawn.ties, hidden, day).values()) {
    const { from, to } = accounts[0]!
    const days = accounts.map(({ confirmed, recorded, since }) => confirmed ?? recorded ?? since)
    const last = days
      .filter((one) => one !== null)
      .sort()
      .at(-1)
    for (const practice of new Set([...(practicesOf.get(from) ?? []), ...(practicesOf.get(to) ?? [])])) {
      const own = ages.get(practice)!
      own.ties += 1
      if (accounts.some(({ confirmed }) => confirmed !== null)) own.confirmed += 1
      if (last !== undefined) own.ages.push(Math.max(0, (Date.parse(day) - Date.parse(last)) / 86_400_000))
    }
  }
  const answers = drawn.answers.filter(({ question }) => question === 'ties')
  const answered = new Set(
    answers.filter((one) => one.answered !== null && one.answered <= day).map(({ person }) => person),
  )
  const asked = new Set(answers.map(({ person }) => person))
  return new Map(
    [...members].map(([practice, belonging]): [string, Evidence] => {
      const { ages: own, ties, confirmed } = ages.get(practice)!
      const sorted = own.sort((a, b) => a - b)
      const middle = sorted[Math.floor((sorted.length - 1) / 2)]
      return [
        practice,
        {
          people: belonging.size,
          answered: belonging.intersection(answered).size,
          asked: belonging.intersection(asked).size,
          ties,
          confirmed,
          months: middle === undefined ? null : Math.round(middle / DAYS_A_MONTH),
        },
      ]
    }),
  )
}

/** Accounts that say yes and hold on the day, by their two people; ties of somebody who hid are not told (rule E7). */
function knownDyads(ties: DrawnTie[], hidden: ReadonlySet<string>, day: string): Map<string, DrawnTie[]> {
  const standing = ties.filter(
    ({ says, kind, retracted, until, from, to }) =>
      says === 'yes' &&
      kind !== 'conflict' &&
      retracted === null &&
      !isOver(until, day) &&
      from !== to &&
      !hidden.has(from) &&
      !hidden.has(to),
  )
  return Map.groupBy(standing, ({ from, to }) => JSON.stringify(from < to ? [from, to] : [to, from]))
}
