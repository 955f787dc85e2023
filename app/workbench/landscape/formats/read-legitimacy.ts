import { concernKinds, type DrawnConcern, type DrawnLegitimacy } from '../drawn-landscape.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { oneHolder } from './read-boundaries.ts'
import { freshFact } from './read-people.ts'
import { readTable } from './read-table.ts'
import { personOrNobody } from './read-ties.ts'
import type { Reading } from './reading.ts'
import { dayOf, idOf, known, oneOf, refuse, required, textOf, yesOrNo } from './row.ts'

interface Known {
  people: { has(id: string): boolean }
  practices: { has(id: string): boolean }
}

/** What people claim about their standing and what members attest, each row by itself: the two are never merged. */
export function readLegitimacy(file: NamedFile, reading: Reading, ids: Known): Promise<DrawnLegitimacy[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('legitimacy') }, reading, (row) => {
    const person = known(row, 'person', ids.people, 'unknown-person')
    const practice = known(row, 'practice', ids.practices, 'unknown-practice')
    const kind = oneOf(row, 'kind', ['claimed', 'attested'], null)
    if (kind === null) required(row, 'kind', null)
    const answeredBy = personOrNobody(row, 'answered_by', ids.people)
    const wouldCome = yesOrNo(row, 'would_come', null)
    if (kind === 'attested' && wouldCome === null) required(row, 'would_come', null)
    if (kind === 'attested' && answeredBy === person) refuse(row, 'answered_by', 'own-attestation', answeredBy)
    // attestations without a name may repeat: each is another member's answer
    if (kind === 'claimed' || answeredBy !== null) freshFact(row, seen, person, practice, kind, answeredBy)
    const [ground, recorded] = [textOf(row, 'ground'), dayOf(row, 'recorded')]
    return { person, practice, kind: kind ?? 'claimed', answeredBy, wouldCome, ground, recorded }
  })
}

export function readConcerns(file: NamedFile, reading: Reading, ids: Known): Promise<DrawnConcern[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('concerns') }, reading, (row) => {
    const concern = required(row, 'concern', idOf(row, 'concern'))
    const words = textOf(row, 'words', 500) ?? concern
    const kind = oneOf(row, 'kind', concernKinds, 'cares')
    const holder = oneHolder(row, 'person', 'practice', ids)
    freshFact(row, seen, concern, words, kind, holder.person, holder.practice)
    return { concern, words, kind, ...holder }
  })
}
