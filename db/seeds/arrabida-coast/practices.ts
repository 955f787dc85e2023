import type { DrawnPractice, PracticeKind } from '../../../app/workbench/landscape/drawn-landscape.ts'
import type { PracticeId } from '../the-cast.ts'
import type { Say } from './say.ts'

export interface PracticePlan {
  id: PracticeId
  name: string
  kind: PracticeKind
  /** people who are counted here first */
  people: number
  /** of them, how many answered the question about ties */
  answered: number
}

/** The fourteen groups and practices, in the order of the example's text. Names stay Portuguese in every language. */
export const practicePlans: readonly PracticePlan[] = [
  plan('companhas', 'Companhas de Sesimbra', 'community', 36, 21),
  plan('redeiras', 'Redeiras do Cais', 'community', 4, 4),
  plan('mariscadoras', 'Mariscadoras do Sado', 'community', 24, 9),
  plan('saude-da-costa', 'Equipas de Saúde da Costa', 'institution', 30, 24),
  plan('saude-ambiental', 'Saúde Ambiental', 'institution', 16, 13),
  plan('mare-clara', 'Laboratório Maré Clara', 'institution', 22, 19),
  plan('vigias', 'Vigias da Serra', 'organisation', 18, 12),
  plan('bombeiros', 'Bombeiros da Orla', 'organisation', 26, 15),
  plan('gabinete', 'Gabinete da Orla', 'institution', 14, 11),
  plan('guias', 'Guias do Mar', 'network', 24, 17),
  plan('escola', 'Escola da Arriba', 'organisation', 24, 18),
  plan('cozinhas', 'Cozinhas e Quartos', 'community', 22, 5),
  plan('cuidadoras', 'Cuidadoras do Alto', 'network', 22, 14),
  plan('moradores', 'Moradores da Encosta', 'public', 18, 8),
]

/** The practices as they are drawn, each with what its people do together. */
export function drawPractices(say: Say): DrawnPractice[] {
  return practicePlans.map(({ id, name, kind }) => ({
    id,
    name,
    kind,
    does: say(`practice.${id}.does`),
    specialCategory: false,
  }))
}

function plan(id: PracticeId, name: string, kind: PracticeKind, people: number, answered: number): PracticePlan {
  return { id, name, kind, people, answered }
}
