import type { DrawnLegitimacy } from '../../../app/workbench/landscape/drawn-landscape.ts'
import type { PracticeId } from '../the-cast.ts'
import { dayAfter, secondSurveyDay } from './day.ts'
import type { Resident } from './residents.ts'
import type { Say } from './say.ts'

/** Who convenes on what ground, in their own words. */
const claims: readonly (readonly [string, PracticeId])[] = [
  ['madalena-carrico', 'saude-da-costa'],
  ['madalena-carrico', 'cuidadoras'],
  ['madalena-carrico', 'redeiras'],
  ['tome-caldeira', 'companhas'],
  ['tome-caldeira', 'guias'],
  ['yara-quintanilha', 'mare-clara'],
  ['yara-quintanilha', 'mariscadoras'],
  ['helder-vasques', 'companhas'],
  ['aminata-rosario', 'escola'],
  ['oscar-penedo', 'bombeiros'],
  ['teresa-vilhena', 'gabinete'],
]

/**
 * Members who were asked "would you come if this person called?": how many would, how many would not.
 * Fewer than three answers is no total yet. Nobody was asked about anybody in Gabinete da Orla, and in the kitchens only
 * about Perpétua Landim.
 */
const attestations: readonly (readonly [string, PracticeId, number, number])[] = [
  ['madalena-carrico', 'saude-da-costa', 9, 1],
  ['madalena-carrico', 'saude-ambiental', 4, 0],
  ['madalena-carrico', 'cuidadoras', 6, 0],
  ['madalena-carrico', 'companhas', 4, 1],
  ['madalena-carrico', 'redeiras', 3, 0],
  ['tome-caldeira', 'companhas', 9, 1],
  ['tome-caldeira', 'redeiras', 3, 0],
  ['tome-caldeira', 'guias', 5, 1],
  ['yara-quintanilha', 'mare-clara', 7, 1],
  ['yara-quintanilha', 'vigias', 3, 1],
  ['yara-quintanilha', 'mariscadoras', 1, 1],
  ['zulmira-peixinho', 'mariscadoras', 5, 0],
  ['zulmira-peixinho', 'moradores', 3, 0],
  ['perpetua-landim', 'cozinhas', 4, 0],
  ['perpetua-landim', 'mariscadoras', 4, 0],
  ['perpetua-landim', 'moradores', 4, 0],
  ['conceicao-bravo', 'cuidadoras', 8, 0],
  ['conceicao-bravo', 'moradores', 3, 1],
  ['conceicao-bravo', 'saude-da-costa', 2, 0],
  ['helder-vasques', 'companhas', 5, 1],
  ['helder-vasques', 'mare-clara', 3, 2],
  ['oscar-penedo', 'bombeiros', 7, 1],
  ['oscar-penedo', 'vigias', 3, 1],
  ['lurdes-canario', 'vigias', 5, 0],
  ['lurdes-canario', 'bombeiros', 2, 0],
  ['aminata-rosario', 'escola', 6, 1],
  ['aminata-rosario', 'mare-clara', 2, 0],
  ['inacio-prata', 'guias', 5, 1],
  ['inacio-prata', 'companhas', 2, 0],
  ['noemia-galvao', 'saude-ambiental', 6, 0],
  ['gaspar-montes', 'companhas', 3, 0],
  ['bruno-falcato', 'escola', 3, 1],
]

/** Claims and attestations, apart from each other. Only members who answered, and never the person, attest. */
export function drawLegitimacy(everybody: readonly Resident[], say: Say, told: string): DrawnLegitimacy[] {
  const recorded = dayAfter(told, secondSurveyDay)
  const claimed = claims.map(([person, practice]) => ({
    person,
    practice,
    kind: 'claimed' as const,
    answeredBy: null,
    wouldCome: null,
    ground: say(`ground.${person}.${practice}`),
    recorded: dayAfter(told, -60),
  }))
  const attested = attestations.flatMap(([person, practice, would, wouldNot]) =>
    attestersOf(everybody, person, practice, would + wouldNot).map((answeredBy, at) => ({
      person,
      practice,
      kind: 'attested' as const,
      answeredBy,
      wouldCome: at < would,
      ground: null,
      recorded,
    })),
  )
  return [...claimed, ...attested]
}

function attestersOf(everybody: readonly Resident[], person: string, practice: PracticeId, count: number): string[] {
  const members = everybody.filter((each) => each.practice === practice && each.answered && each.id !== person)
  if (members.length < count) throw new Error(`Only ${members.length} in ${practice} could be asked about ${person}.`)
  return members.slice(0, count).map((each) => each.id)
}
