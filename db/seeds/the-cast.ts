/**
 * The twenty-seven people who have a name in every example, test and screenshot. Nobody here exists.
 * No entry holds, or may ever hold, anybody's ethnicity, party, faith or health.
 */
export type PracticeId =
  | 'companhas'
  | 'redeiras'
  | 'mariscadoras'
  | 'saude-da-costa'
  | 'saude-ambiental'
  | 'mare-clara'
  | 'vigias'
  | 'bombeiros'
  | 'gabinete'
  | 'guias'
  | 'escola'
  | 'cozinhas'
  | 'cuidadoras'
  | 'moradores'

export interface CastMember {
  /** id in the example landscape */
  id: string
  name: string
  /** the practice they are counted in */
  practice: PracticeId
  also: PracticeId[]
  /** what the reader should know of them, one line */
  trait: string
  /** 0 to 1: how much of the talk between practices passes through them */
  carries: number
  /** on the team of conveners */
  onTeam?: true
}

export const theCast: readonly CastMember[] = [
  member('custodio-ferro', 'Custódio Ferro', 'companhas', 'oldest skipper on the quay; reads the swell', 0.6),
  member('adelino-sarmento', 'Adelino Sarmento', 'companhas', 'crew, 34', 0.5),
  {
    ...member('tome-caldeira', 'Tomé Caldeira', 'companhas', 'former skipper; teaches knots and navigation', 0.9),
    onTeam: true,
  },
  member('ilda-roxo', 'Ilda Roxo', 'redeiras', 'net mender; says what others only think', 0.8),
  member('zulmira-peixinho', 'Zulmira Peixinho', 'mariscadoras', 'forty years of the same mudbank', 0.9),
  member('graciete-lobo', 'Graciete Lobo', 'mariscadoras', 'gatherer; comes if it is not called a meeting', 0.4),
  {
    ...member(
      'madalena-carrico',
      'Madalena Carriço',
      'saude-da-costa',
      'home-visit nurse, daughter of a net mender',
      1,
    ),
    onTeam: true,
  },
  member('beatriz-lacerda', 'Beatriz Lacerda', 'saude-da-costa', 'family doctor', 0.5),
  member('gaspar-montes', 'Gaspar Montês', 'saude-da-costa', 'nurse; brought the cuff to the ice house', 0.7),
  member('noemia-galvao', 'Noémia Galvão', 'saude-ambiental', 'wrote the heat plan', 0.8),
  member('helder-vasques', 'Hélder Vasques', 'mare-clara', 'toxin analyst who grew up on a boat', 0.7),
  member('silvia-ouro', 'Sílvia Ouro', 'mare-clara', 'counts the seagrass', 0.7),
  {
    ...member('yara-quintanilha', 'Yara Quintanilha', 'mare-clara', 'lab technician, nine years in Setúbal', 0.8),
    onTeam: true,
  },
  member('raul-medronho', 'Raul Medronho', 'vigias', 'warden of the ridge', 0.6),
  member('lurdes-canario', 'Lurdes Canário', 'vigias', 'warden and volunteer; knows which track is open', 0.8, [
    'bombeiros',
  ]),
  member('oscar-penedo', 'Óscar Penedo', 'bombeiros', 'fire captain', 0.8),
  member('teresa-vilhena', 'Teresa Vilhena', 'gabinete', 'coast planner', 0.8),
  member('duarte-salgueiro', 'Duarte Salgueiro', 'gabinete', 'beach permits', 0.6),
  member('nuno-alvor', 'Nuno Alvor', 'guias', 'kayak guide', 0.6),
  member('inacio-prata', 'Inácio Prata', 'guias', 'dive guide; skippered a trawler once', 0.7, ['companhas']),
  member('aminata-rosario', 'Aminata Rosário', 'escola', 'biology teacher with thirty pupils and buckets', 0.9),
  member('bruno-falcato', 'Bruno Falcato', 'escola', 'youth worker', 0.7),
  member('joel-cardim', 'Joel Cardim', 'cozinhas', 'night cook', 0.4),
  member('perpetua-landim', 'Perpétua Landim', 'cozinhas', "cleaner; leads the choir, knows everybody's rota", 0.9, [
    'mariscadoras',
    'moradores',
  ]),
  member('conceicao-bravo', 'Conceição Bravo', 'cuidadoras', 'rings round each morning; forty calls before nine', 0.8),
  member('eulalia-mourato', 'Eulália Mourato', 'cuidadoras', 'carer on the hillside', 0.4),
  member('vicente-arco', 'Vicente Arco', 'moradores', 'resident of the hillside, winter and summer', 0.6),
]

/** Ids of the three who convene the example together. */
export const theTeam: readonly string[] = theCast.filter((each) => each.onTeam).map((each) => each.id)

/** The one person of the example who belongs to no practice. */
export const manAtTheFountain = 'man-at-the-fountain'

function member(
  id: string,
  name: string,
  practice: PracticeId,
  trait: string,
  carries: number,
  also: PracticeId[] = [],
): CastMember {
  return { id, name, practice, also, trait, carries }
}
