import type { DrawnAnswer, DrawnTie } from '../../../app/workbench/landscape/drawn-landscape.ts'
import { chance } from './chance.ts'
import { dayAfter } from './day.ts'
import { type Dyads, keyOf } from './dyads.ts'
import type { Resident } from './residents.ts'
import { theWithdrawnTie } from './tie-plan.ts'

/** How many times somebody said "no, we do not talk". */
const refusalCount = 90

/** The first of each pair said it. */
const planted: readonly (readonly [string, string])[] = [
  ['zulmira-peixinho', 'noemia-galvao'],
  ['graciete-lobo', 'noemia-galvao'],
  ['noemia-galvao', 'mariscadoras-09'],
  ['perpetua-landim', 'conceicao-bravo'],
  ['joel-cardim', 'eulalia-mourato'],
  ['joel-cardim', 'lurdes-canario'],
  ['raul-medronho', 'perpetua-landim'],
  ['lurdes-canario', 'conceicao-bravo'],
  ['zulmira-peixinho', 'teresa-vilhena'],
  ['custodio-ferro', 'silvia-ouro'],
  ['conceicao-bravo', 'teresa-vilhena'],
  ['joel-cardim', 'duarte-salgueiro'],
]

/** Pairs who are known to have no tie, because one of the two said so. */
export function drawRefusals(
  everybody: readonly Resident[],
  dyads: Dyads,
  answers: readonly DrawnAnswer[],
  seed: number,
): DrawnTie[] {
  const byId = new Map(everybody.map((each) => [each.id, each]))
  const answeredOn = new Map(answers.map((each) => [each.person, each.answered]))
  const draw = chance(seed, 'refusals')
  const tellers = everybody.filter((each) => each.answered)
  const pairs = planted.map(([one, other]) => [byId.get(one)!, byId.get(other)!] as const)
  const said = new Set(pairs.map(([one, other]) => keyOf(one, other)))
  while (pairs.length < refusalCount) {
    const one = draw.pick(tellers)
    const other = draw.pick(everybody.filter((each) => each.practice && each.practice !== one.practice))
    if (dyads.has(one, other) || said.has(keyOf(one, other))) continue
    said.add(keyOf(one, other))
    pairs.push([one, other])
  }
  return pairs.map(([one, other]) => withoutTie(one.id, other.id, answeredOn.get(one.id) ?? null))
}

/** A tie that somebody told of and later took back: it was somebody else of that name. */
export function drawWithdrawnTie(told: string): DrawnTie {
  const tie = withoutTie(...theWithdrawnTie, dayAfter(told, -198))
  return { ...tie, says: 'yes', strength: 0.6, retracted: dayAfter(told, -45) }
}

function withoutTie(from: string, to: string, on: string | null): DrawnTie {
  return {
    from,
    to,
    kind: 'talks',
    strength: 0,
    mutual: true,
    says: 'no',
    reportedBy: from,
    since: null,
    until: null,
    confirmed: on,
    recorded: on,
    retracted: null,
  }
}
