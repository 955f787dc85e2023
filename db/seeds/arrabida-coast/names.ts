import { theCast } from '../the-cast.ts'
import type { Chance } from './chance.ts'

const firstNames =
  'Abílio Adosinda Afonso Albertina Alda Amadeu Amélia Anselmo Armanda Aurora Belmiro Cândida Célia Clotilde Dália Delfim Dinis Edite Elsa Ermelinda Esmeralda Evaristo Fausto Filomena Firmino Florbela Germano Gil Gonçala Graciano Guida Herculano Honorina Isaura Jacinto Josefa Leandro Leonel Liliana Luísa Manuela Marcolina Natércia Odete Olímpio Palmira Quitéria Ramiro Rosalina Salvador Serafim Solange Telmo Ulisses Valdemar Vera Zeferino'.split(
    ' ',
  )

const surnames =
  'Abrunhosa Alecrim Algarvio Amoreira Azinhal Baleizão Barroso Bicho Cabaço Calado Canhoto Cardoso Carvoeiro Cebola Corvo Espada Farinha Figueira Gaivota Garrido Janeiro Lameira Lince Malveiro Marinheiro Marmelo Mexia Murta Narciso Oliva Palmela Pardal Pescada Piteira Pombo Ramalho Rosmaninho Sabino Sardinha Sequeira Tainha Toucinho Travassos Urze Valadas Vaz Videira Zambujo'.split(
    ' ',
  )

/**
 * Pairs of the two lists that are, or may be taken for, somebody in public life or a figure everybody knows.
 * They are never given to an invented person.
 */
export const neverGiven: ReadonlySet<string> = new Set([
  'Amélia Videira',
  'Afonso Cardoso',
  'Afonso Vaz',
  'Alda Barroso',
  'Clotilde Barroso',
  'Dinis Vaz',
  'Elsa Barroso',
  'Elsa Cardoso',
  'Fausto Cardoso',
  'Filomena Cardoso',
  'Gil Garrido',
  'Gil Vaz',
  'Leandro Barroso',
  'Leandro Cardoso',
  'Leonel Cardoso',
  'Leonel Vaz',
  'Liliana Garrido',
  'Luísa Barroso',
  'Luísa Cardoso',
  'Luísa Mexia',
  'Luísa Sequeira',
  'Luísa Vaz',
  'Manuela Barroso',
  'Manuela Cardoso',
  'Manuela Ramalho',
  'Salvador Barroso',
  'Salvador Vaz',
  'Telmo Ramalho',
  'Vera Cardoso',
  'Vera Mexia',
  'Vera Vaz',
])

export const theSameName = 'Manuela Sequeira'
export const theLongName = 'Maria da Conceição Albertina dos Santos Rosmaninho de Figueira'

/** `count` names, each once, none of the cast's, none of those above. */
export function inventNames(chance: Chance, count: number): string[] {
  const taken = new Set([...theCast.map((each) => each.name), theSameName])
  const pairs = firstNames.flatMap((first) => surnames.map((last) => `${first} ${last}`))
  return chance
    .shuffled(pairs)
    .filter((name) => !neverGiven.has(name) && !taken.has(name))
    .slice(0, count)
}
