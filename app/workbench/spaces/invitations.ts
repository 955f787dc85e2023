import type { Language } from '../../platform/i18n/language.ts'
import type { DrawnLandscape, DrawnPractice, DrawnSpace } from '../landscape/drawn-landscape.ts'
import { draftInvitation } from './draft-invitation.ts'
import type { Seat } from './spaces.ts'

/** Hours that one gathering asks for, until a gathering says otherwise. */
const usualHours = 2

export interface Invitation {
  practice: DrawnPractice
  words: string
  /** somebody changed and kept the words */
  worded: boolean
  /** how many of the practice it is for */
  people: number
}

export interface Invitations {
  invitations: Invitation[]
  /** people who must be told and agree before any invitation may reach them */
  tellFirst: { person: string; name: string | null; practice: string | null }[]
}

/**
 * The invitations of a space, one for each practice from which somebody may be invited. In a landscape of people who live, only those who
 * were told and agreed are invited; all others are listed to be told first.
 */
export function invitationsFor(
  drawn: DrawnLandscape,
  space: DrawnSpace,
  seats: readonly Seat[],
  language: Language,
): Invitations {
  const open = seats.filter(({ state }) => state !== 'declined')
  const invited = open.filter(({ mayBeInvited }) => mayBeInvited)
  const practices = [
    ...new Map(invited.flatMap(({ practice }) => (practice ? [[practice.id, practice] as const] : []))).values(),
  ]
  const kept = new Map(
    drawn.invitations.filter((one) => one.space === space.id).map((one) => [one.practice, one.words]),
  )
  const sizes = countMembers(drawn)
  const hosts = invited.flatMap(({ role, state, name }) =>
    role === 'host' && state === 'accepted' && name ? [name] : [],
  )
  return {
    invitations: practices.map((practice) => ({
      practice,
      worded: kept.has(practice.id),
      people: invited.filter((seat) => seat.practice?.id === practice.id).length,
      words:
        kept.get(practice.id) ??
        draftInvitation({
          language,
          practice,
          question: space.question,
          cares: sharedCares(
            drawn,
            practice,
            practices.filter(({ id }) => id !== practice.id),
          ),
          others: practices
            .filter(({ id }) => id !== practice.id)
            .map(({ id, name }) => ({ name, people: sizes.get(id) ?? 0 })),
          hosts,
          groundRule: space.groundRule,
          hours: usualHours,
        }),
    })),
    tellFirst: open
      .filter(({ mayBeInvited }) => !mayBeInvited)
      .map(({ person, name, practice }) => ({ person, name, practice: practice?.name ?? null })),
  }
}

/** What the practice as a practice cares about and others at the table do too; what members answered one by one stays with them. */
function sharedCares(drawn: DrawnLandscape, practice: DrawnPractice, others: readonly DrawnPractice[]): string[] {
  const caredBy = (id: string) =>
    drawn.concerns.filter((one) => one.practice === id && one.kind === 'cares').map(({ concern }) => concern)
  const elsewhere = new Set(others.flatMap(({ id }) => caredBy(id)))
  const words = new Map(drawn.concerns.map(({ concern, words }) => [concern, words]))
  return [...new Set(caredBy(practice.id))]
    .filter((concern) => elsewhere.has(concern))
    .flatMap((concern) => words.get(concern) ?? [])
    .slice(0, 2)
}

function countMembers(drawn: DrawnLandscape): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const { practice } of drawn.memberships) sizes.set(practice, (sizes.get(practice) ?? 0) + 1)
  return sizes
}
