import type { PracticeId } from '../the-cast.ts'
import { practicePlans } from './practices.ts'

/** How many people of two practices are known to have a tie, counted by where each is counted first. 598 in all. */
export const tiesAcross: readonly (readonly [PracticeId, PracticeId, number])[] = [
  ['companhas', 'redeiras', 8],
  ['companhas', 'guias', 46],
  ['companhas', 'mare-clara', 7],
  ['companhas', 'gabinete', 11],
  ['companhas', 'saude-da-costa', 24],
  ['companhas', 'escola', 17],
  ['companhas', 'bombeiros', 13],
  ['redeiras', 'cuidadoras', 6],
  ['mariscadoras', 'cozinhas', 9],
  ['mariscadoras', 'mare-clara', 4],
  ['mariscadoras', 'companhas', 12],
  ['mariscadoras', 'moradores', 10],
  ['saude-da-costa', 'saude-ambiental', 34],
  ['saude-da-costa', 'cuidadoras', 38],
  ['saude-da-costa', 'bombeiros', 21],
  ['saude-da-costa', 'escola', 14],
  ['saude-ambiental', 'mare-clara', 37],
  ['saude-ambiental', 'gabinete', 29],
  ['saude-ambiental', 'cozinhas', 6],
  ['mare-clara', 'vigias', 26],
  ['mare-clara', 'escola', 12],
  ['mare-clara', 'guias', 15],
  ['vigias', 'bombeiros', 31],
  ['vigias', 'guias', 22],
  ['vigias', 'gabinete', 18],
  ['bombeiros', 'cuidadoras', 9],
  ['bombeiros', 'moradores', 12],
  ['bombeiros', 'gabinete', 14],
  ['gabinete', 'moradores', 16],
  ['gabinete', 'guias', 19],
  ['guias', 'escola', 11],
  ['escola', 'cuidadoras', 8],
  ['cozinhas', 'saude-da-costa', 5],
  ['cozinhas', 'guias', 12],
  ['cuidadoras', 'moradores', 22],
]

/** Practices between which no tie is known by any membership, and the one bridge that nobody else may widen. */
export const tiesNever: readonly (readonly [PracticeId, PracticeId])[] = [
  ['mariscadoras', 'saude-ambiental'],
  ['cozinhas', 'cuidadoras'],
  ['cozinhas', 'vigias'],
  ['companhas', 'mare-clara'],
]

/** Told of once, and taken back: it was somebody else of that name. */
export const theWithdrawnTie: readonly [string, string] = ['duarte-salgueiro', 'moradores-05']

/** Ties of the named people, by the two practices they join. They come first and count towards the numbers above. */
export const plantedTies: readonly (readonly [string, string])[] = [
  // six of the seven between the crews and the lab are Hélder's
  ['adelino-sarmento', 'helder-vasques'],
  ['custodio-ferro', 'helder-vasques'],
  ['companhas-08', 'helder-vasques'],
  ['companhas-13', 'helder-vasques'],
  ['companhas-21', 'helder-vasques'],
  ['companhas-30', 'helder-vasques'],
  ['tome-caldeira', 'yara-quintanilha'],
  // the lab and the mudbank: four ties, over four people on one side and three on the other
  ['zulmira-peixinho', 'yara-quintanilha'],
  ['graciete-lobo', 'mare-clara-06'],
  ['mariscadoras-05', 'mare-clara-09'],
  ['mariscadoras-11', 'mare-clara-06'],
  // inspectors reach the kitchens, and nobody else asks there
  ['noemia-galvao', 'joel-cardim'],
  ['noemia-galvao', 'cozinhas-05'],
  ['noemia-galvao', 'cozinhas-09'],
  ['saude-ambiental-04', 'cozinhas-11'],
  ['saude-ambiental-04', 'cozinhas-14'],
  ['saude-ambiental-07', 'cozinhas-17'],
  ['custodio-ferro', 'ilda-roxo'],
  ['tome-caldeira', 'ilda-roxo'],
  ['custodio-ferro', 'inacio-prata'],
  ['tome-caldeira', 'inacio-prata'],
  ['tome-caldeira', 'madalena-carrico'],
  ['custodio-ferro', 'madalena-carrico'],
  ['adelino-sarmento', 'gaspar-montes'],
  ['tome-caldeira', 'gaspar-montes'],
  ['adelino-sarmento', 'bruno-falcato'],
  ['ilda-roxo', 'conceicao-bravo'],
  ['zulmira-peixinho', 'perpetua-landim'],
  ['graciete-lobo', 'perpetua-landim'],
  ['zulmira-peixinho', 'vicente-arco'],
  ['madalena-carrico', 'noemia-galvao'],
  ['beatriz-lacerda', 'noemia-galvao'],
  ['madalena-carrico', 'conceicao-bravo'],
  ['gaspar-montes', 'eulalia-mourato'],
  ['gaspar-montes', 'bruno-falcato'],
  ['noemia-galvao', 'yara-quintanilha'],
  ['noemia-galvao', 'helder-vasques'],
  ['noemia-galvao', 'teresa-vilhena'],
  ['silvia-ouro', 'aminata-rosario'],
  ['silvia-ouro', 'nuno-alvor'],
  ['silvia-ouro', 'raul-medronho'],
  ['lurdes-canario', 'oscar-penedo'],
  ['raul-medronho', 'teresa-vilhena'],
  ['oscar-penedo', 'conceicao-bravo'],
  ['oscar-penedo', 'vicente-arco'],
  ['duarte-salgueiro', 'nuno-alvor'],
  ['duarte-salgueiro', 'vicente-arco'],
  ['joel-cardim', 'beatriz-lacerda'],
  ['joel-cardim', 'nuno-alvor'],
  ['conceicao-bravo', 'vicente-arco'],
]

const planned = new Set(tiesAcross.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]))

/** Are ties between these two practices part of the plan? Others come about only by somebody's second membership. */
export function isPlanned(one: PracticeId, other: PracticeId): boolean {
  return one === other || planned.has(`${one} ${other}`)
}

/** How many ties inside each practice: about 2.2 a person, 660 in all; four people hold six at most. */
export function tiesInside(): Map<PracticeId, number> {
  const rest = practicePlans.filter((plan) => plan.id !== 'redeiras')
  const people = rest.reduce((sum, plan) => sum + plan.people, 0)
  const shares = rest.map((plan) => ({ id: plan.id, exact: (654 * plan.people) / people }))
  const counts = new Map<PracticeId, number>([['redeiras', 6]])
  for (const share of shares) counts.set(share.id, Math.floor(share.exact))
  let left = 660 - [...counts.values()].reduce((sum, each) => sum + each, 0)
  for (const share of shares.toSorted((one, other) => (other.exact % 1) - (one.exact % 1))) {
    if (left-- > 0) counts.set(share.id, counts.get(share.id)! + 1)
  }
  return counts
}
