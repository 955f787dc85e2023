import type { DrawnConcern } from '../../../app/workbench/landscape/drawn-landscape.ts'
import type { PracticeId } from '../the-cast.ts'
import { chance } from './chance.ts'
import { practicePlans } from './practices.ts'
import type { Resident } from './residents.ts'
import type { Say } from './say.ts'

/** What people care about, and in which practices most do. */
const concernPlans: readonly (readonly [string, readonly PracticeId[]])[] = [
  ['heat', ['companhas', 'cozinhas', 'cuidadoras', 'saude-da-costa']],
  ['closures', ['mariscadoras', 'saude-ambiental', 'mare-clara']],
  ['tiredness', ['companhas', 'saude-da-costa', 'cozinhas']],
  ['alone', ['cuidadoras', 'bombeiros', 'saude-da-costa']],
  ['smoke', ['bombeiros', 'cuidadoras', 'moradores', 'vigias']],
  ['meadow', ['mare-clara', 'guias', 'escola']],
  ['crowds', ['gabinete', 'guias', 'moradores', 'vigias']],
  ['leaving', ['escola', 'companhas', 'moradores']],
  ['asked', ['companhas', 'mariscadoras', 'guias', 'cozinhas']],
  ['words', practicePlans.map((each) => each.id)],
]

/** One by one, for the named. One of Gabinete cares about "asked" too. */
const named: readonly (readonly [string, string])[] = [
  ['zulmira-peixinho', 'closures'],
  ['graciete-lobo', 'closures'],
  ['noemia-galvao', 'closures'],
  ['yara-quintanilha', 'closures'],
  ['helder-vasques', 'closures'],
  ['noemia-galvao', 'heat'],
  ['joel-cardim', 'heat'],
  ['perpetua-landim', 'heat'],
  ['duarte-salgueiro', 'asked'],
  ['custodio-ferro', 'asked'],
  ['lurdes-canario', 'smoke'],
  ['conceicao-bravo', 'alone'],
]

/** Eight people offer and seek something, and one seeks; each under the concern it belongs to. */
const offersAndSeeks: readonly (readonly [string, 'offers' | 'seeks', string])[] = [
  ['custodio-ferro', 'offers', 'tiredness'],
  ['custodio-ferro', 'seeks', 'tiredness'],
  ['helder-vasques', 'offers', 'closures'],
  ['helder-vasques', 'seeks', 'closures'],
  ['conceicao-bravo', 'offers', 'alone'],
  ['conceicao-bravo', 'seeks', 'alone'],
  ['joel-cardim', 'offers', 'heat'],
  ['joel-cardim', 'seeks', 'heat'],
  ['aminata-rosario', 'offers', 'meadow'],
  ['aminata-rosario', 'seeks', 'meadow'],
  ['silvia-ouro', 'seeks', 'meadow'],
  ['lurdes-canario', 'offers', 'smoke'],
  ['lurdes-canario', 'seeks', 'alone'],
  ['noemia-galvao', 'offers', 'heat'],
  ['noemia-galvao', 'seeks', 'words'],
  ['zulmira-peixinho', 'offers', 'closures'],
  ['zulmira-peixinho', 'seeks', 'closures'],
]

/** About half of those who answered said what they care about, out of what their practice cares about. */
export function drawConcerns(everybody: readonly Resident[], say: Say, seed: number): DrawnConcern[] {
  const row = (concern: string, kind: DrawnConcern['kind'], holder: Partial<DrawnConcern>): DrawnConcern => ({
    concern,
    words: say(`concern.${concern}`),
    kind,
    person: null,
    practice: null,
    ...holder,
  })
  const ofPractices = concernPlans.flatMap(([key, practices]) =>
    practices.map((practice) => row(key, 'cares', { practice })),
  )
  const ofPeople = whoCares(everybody, seed).map(([person, key]) => row(key, 'cares', { person }))
  const given = offersAndSeeks.map(([person, kind, key]) => row(key, kind, { person, words: say(`${kind}.${person}`) }))
  return [...ofPractices, ...ofPeople, ...given]
}

/** Of those whose practice cares: nearly all speak of the closures, few of the letters. */
function shareWhoSay(key: string): number {
  if (key === 'closures') return 0.95
  return key === 'words' ? 0.12 : 0.5
}

function whoCares(everybody: readonly Resident[], seed: number): (readonly [string, string])[] {
  const draw = chance(seed, 'concerns')
  const said = new Map(named.map(([person, key]) => [`${person} ${key}`, [person, key] as const]))
  for (const each of everybody.filter((person) => person.answered)) {
    for (const [key, practices] of concernPlans) {
      const theirs = each.practice !== null && practices.includes(each.practice)
      if (theirs && draw.next() < shareWhoSay(key)) said.set(`${each.id} ${key}`, [each.id, key])
    }
  }
  return [...said.values()]
}
