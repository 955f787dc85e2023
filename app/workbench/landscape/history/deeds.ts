/** Of deeds that undid others: which deeds are undone as things stand, each with the deed that undid it last. */
export function standingUndoings(all: readonly { id: string; undoes: string }[]): Map<string, string> {
  const newestFirst = all.toSorted((a, b) => Number(b.id) - Number(a.id))
  const undone = new Map<string, string>()
  // an undo that was itself undone counts for nothing, and whether it was is known once all that came after it were looked at
  for (const { id, undoes } of newestFirst) if (!undone.has(id) && !undone.has(undoes)) undone.set(undoes, id)
  return undone
}

/** What the page lists under one name, as the tables that hold it. */
export const changedKinds = {
  people: ['participant', 'consent'],
  practices: ['practice'],
  memberships: ['membership'],
  boundaries: ['boundary', 'side'],
  standings: ['standing'],
  ties: ['tie', 'answer'],
  concerns: ['concern'],
  spaces: ['space', 'space_person', 'invitation'],
  places: ['pin'],
  objections: ['objection'],
} as const
export type ChangedKind = keyof typeof changedKinds
