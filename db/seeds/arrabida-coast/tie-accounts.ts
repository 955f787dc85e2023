import type { DrawnAnswer, DrawnTie } from '../../../app/workbench/landscape/drawn-landscape.ts'
import { theTeam } from '../the-cast.ts'
import { type Chance, chance } from './chance.ts'
import { dayAfter, firstSketchDay, firstSurveyDay, secondSurveyDay } from './day.ts'
import { type Dyad, keyOf } from './dyads.ts'
import type { Resident } from './residents.ts'
import { plantedTies } from './tie-plan.ts'
import { joins } from './ties-across.ts'

/** Of all ties: talks 55 in 100, works 20, learns 15, trusts 8, funds 2. */
const shares: readonly (readonly [DrawnTie['kind'], number])[] = [
  ['funds', 0.02],
  ['trusts', 0.08],
  ['learns', 0.15],
  ['works', 0.2],
]

/** How often two see each other, as a strength: each week, each month, a few times a year; and how many say so. */
const often = { inside: [0.42, 0.4], across: [0.18, 0.42] } as const
const weekly = 0.9
const monthly = 0.5
const seldom = 0.25

export interface Telling {
  told: string
  seed: number
  /** ISO day of each person's last answer */
  answers: readonly DrawnAnswer[]
}

/** Every tie with its kind, how strong, who told of it and when it was last confirmed. */
export function drawTies(dyads: readonly Dyad[], telling: Telling): DrawnTie[] {
  const draw = chance(telling.seed, 'accounts')
  const kinds = kindsOf(dyads, chance(telling.seed, 'kinds'))
  const answeredOn = new Map(telling.answers.map((each) => [each.person, each.answered]))
  const stale = staleOnes(dyads)
  return dyads.flatMap((dyad) => {
    const tie = account(dyad, kinds.get(dyad)!, telling.told, answeredOn, draw)
    if (stale.has(dyad)) tie.recorded = tie.confirmed = dayAfter(telling.told, -draw.between(402, 415))
    if (dyad.from.id === 'adelino-sarmento' && dyad.to.id === 'helder-vasques') return twoAccounts(tie)
    return [tie]
  })
}

/** Hélder says each week; Adelino says "when something is wrong". Both stand, side by side. */
function twoAccounts(tie: DrawnTie): DrawnTie[] {
  return [
    { ...tie, kind: 'talks', strength: weekly, reportedBy: 'helder-vasques' },
    { ...tie, kind: 'talks', strength: seldom, reportedBy: 'adelino-sarmento' },
  ]
}

function account(
  dyad: Dyad,
  kind: DrawnTie['kind'],
  told: string,
  answeredOn: ReadonlyMap<string, string | null>,
  draw: Chance,
): DrawnTie {
  const inside = dyad.from.practice === dyad.to.practice
  const [eachWeek, eachMonth] = inside ? often.inside : often.across
  const luck = draw.next()
  const theBridge = joins(dyad.from, dyad.to, 'companhas', 'mare-clara')
  const strength = theBridge ? monthly : luck < eachWeek ? weekly : luck < eachWeek + eachMonth ? monthly : seldom
  const tellers = draw.shuffled([dyad.from, dyad.to]).filter((each) => answeredOn.get(each.id))
  const teller = tellers[0]?.id ?? draw.pick(theTeam)
  const early = dyad.from.early && dyad.to.early && draw.next() < 0.6
  const survey = dayAfter(told, firstSurveyDay + draw.between(-6, 6))
  const lastAnswer = tellers[0] ? answeredOn.get(teller)! : survey
  const first = draw.next() < 0.55 && survey < lastAnswer ? survey : lastAnswer
  return {
    from: dyad.from.id,
    to: dyad.to.id,
    kind,
    strength,
    mutual: !(dyad.from.practice === 'saude-ambiental' && dyad.to.practice === 'cozinhas'),
    says: 'yes',
    reportedBy: teller,
    since: null,
    until: null,
    confirmed: lastAnswer,
    recorded: early ? dayAfter(told, firstSketchDay) : first,
    retracted: null,
  }
}

/** Kinds in their exact shares. Money passes between practices only; what is planted is talked about or worked on. */
function kindsOf(dyads: readonly Dyad[], draw: Chance): Map<Dyad, DrawnTie['kind']> {
  const kinds = new Map<Dyad, DrawnTie['kind']>(dyads.map((dyad) => [dyad, 'talks']))
  const planted = new Set(plantedTies.map(([from, to]) => [from, to].sort().join(' ')))
  const free = draw.shuffled(dyads.filter((dyad) => !planted.has(keyOf(dyad.from, dyad.to))))
  for (const [kind, share] of shares) {
    let left = Math.round(dyads.length * share)
    for (const dyad of free) {
      if (left === 0) break
      if (kinds.get(dyad) !== 'talks' || (kind === 'funds' && dyad.from.practice === dyad.to.practice)) continue
      kinds.set(dyad, kind)
      left -= 1
    }
  }
  for (const dyad of dyads) {
    if (!joins(dyad.from, dyad.to, 'saude-ambiental', 'cozinhas')) continue
    const swapped = free.find((each) => kinds.get(each) === 'works')!
    kinds.set(swapped, 'talks')
    kinds.set(dyad, 'works')
  }
  return kinds
}

/** A third of the ties between the lab and the guides, nobody's named ones: last heard of before the first survey. */
function staleOnes(dyads: readonly Dyad[]): Set<Dyad> {
  const between = dyads.filter(({ from, to }) => joins(from, to, 'mare-clara', 'guias'))
  const unnamed = between.filter(({ from, to }) => !from.cast || !to.cast)
  return new Set(unnamed.slice(0, Math.round(between.length / 3)))
}

/** Who was asked with whom they talk, and when they last answered; asked and silent is a row without an answer. */
export function drawAnswers(everybody: readonly Resident[], told: string, seed: number): DrawnAnswer[] {
  const draw = chance(seed, 'answers')
  return everybody
    .filter((each) => each.answered || each.consent === 'agreed' || each.consent === 'told')
    .map((each) => {
      const again = draw.next() < 0.72
      const asked = each.answered && !again ? firstSurveyDay - 14 : secondSurveyDay - 20
      const after = again ? secondSurveyDay + draw.between(-9, 0) : firstSurveyDay + draw.between(-6, 6)
      return {
        person: each.id,
        question: 'ties',
        about: null,
        asked: dayAfter(told, asked),
        answered: each.answered ? dayAfter(told, after) : null,
      }
    })
}
