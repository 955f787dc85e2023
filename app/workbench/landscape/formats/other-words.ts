import type { TieKind } from '@ecotone/engine/network/landscape-input.ts'

/** Words of other tools and languages for our kinds of ties. */
const wordsForKinds: Record<TieKind, string> = {
  talks:
    'talks talks_to talks_with speaks communication communicates contact knows friend friendship fala conversa habla parle',
  // from → to: the one who knows first. "A learns from B" says it the other way round and is therefore not among them.
  learns: 'learns teaches mentors advises trains ensina ensena enseigne forma forme',
  works:
    'works works_with coworker cowork collaborates collaboration partner partners partnership trabalha trabaja travaille colabora collabore',
  trusts: 'trusts trust confia confiance confianca confianza',
  funds: 'funds funding funder finances financia finance donates',
  conflict: 'conflict conflicts conflito conflicto conflit disagrees opposes',
}

/** The kind that a word speaks of, in any of four languages; null when none of ours. */
export function tieKindOf(word: string): TieKind | null {
  const plain = word
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/gu, '_')
  for (const [kind, words] of Object.entries(wordsForKinds)) {
    if (words.split(' ').includes(plain)) return kind as TieKind
  }
  return null
}
