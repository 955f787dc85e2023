import { EvidenceNote } from '../../ui/note.tsx'
import type { Member } from './team-queries.ts'
import type { teamWords } from './team-words.ts'

interface NameMissingProps {
  say: ReturnType<typeof teamWords>
  members: readonly Member[]
}

/** Tells whoever has given no name that the others and those they invite read none, and leads to where it is given; else nothing. */
export function NameMissing({ say, members }: NameMissingProps) {
  if (members.find(({ me }) => me)?.name !== null) return null
  return (
    <EvidenceNote icon="info">
      {say.rich('name_missing', { link: (words) => <a href="/account">{words}</a> })}
    </EvidenceNote>
  )
}
