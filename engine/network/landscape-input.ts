/**
 * What the engine needs to know of a social landscape: identities and numbers, no names, no dates.
 * Identities are the caller's own ("external") ids: chance is keyed by them, so that page, command line and another
 * machine draw the same coins. Ages of ties arrive here already turned into freshness, because the engine has no clock.
 */
export type TieKind = 'talks' | 'learns' | 'works' | 'trusts' | 'funds' | 'conflict'

export type BoundaryKind =
  | 'geographic'
  | 'cultural'
  | 'disciplinary'
  | 'political'
  | 'class'
  | 'social'
  | 'institutional'
  | 'other'

export interface LandscapeInput {
  /** True when every pair that is not listed is known to have no tie. */
  complete: boolean
  people: { id: string }[]
  practices: { id: string }[]
  memberships: {
    person: string
    practice: string /** above 0 (1e-100 to 1e100); scaled to sum 1 over a person's practices */
    weight: number
  }[]
  boundaries: { id: string; kind: BoundaryKind /** side ids, two or more */; sides: string[] }[]
  /** A holder's sides on one boundary: several = straddles, none = known to be unknown. A person's own row overrides the practice's. */
  standings: { boundary: string; holder: { person: string } | { practice: string }; sides: string[] }[]
  /** Accounts of dyads: several accounts of one dyad are allowed (kinds, reporters). */
  ties: TieInput[]
  /** Who answered "with whom do you talk?": a dyad with an end that answered and is not listed is a "no". */
  answers: { person: string /** the practice asked about; null = everybody */; about: string | null }[]
  concerns: { id: string; holder: { person: string } | { practice: string }; kind: 'cares' | 'offers' | 'seeks' }[]
  /** Members of `practice` who said whether they would come if `person` called. Claims are kept apart. */
  legitimacy: { person: string; practice: string; wouldCome: number; wouldNot: number; claimed: boolean }[]
  /** Pairs that must not be brought together; `concern` limits it to one matter. */
  keepApart: { one: Holder; other: Holder; concern: string | null }[]
  /** Who sits in which space (hosts and members), for "in no space" and for load. */
  spaces: { id: string; people: string[] }[]
  /** Stakes of one practice learning from another, 0 or 1e-100 to 1e100; 1 where not listed. */
  stakes: { from: string; to: string; weight: number }[]
  /** People who may not be invited or named now (hidden, withdrawn); they count in the landscape only. */
  notInvitable: string[]
  /** The team: conveners who are also people of the landscape. */
  team: string[]
}

/** What `buildLandscape` takes: a table that is left out is empty. */
export type GivenLandscape = Partial<LandscapeInput> &
  Pick<LandscapeInput, 'complete' | 'people' | 'practices' | 'memberships' | 'ties'>

export type Holder = { person: string } | { practice: string }

export interface TieInput {
  /** `to` can learn from `from`; both ways when mutual. */
  from: string
  to: string
  mutual: boolean
  kind: TieKind
  /** 0 to 1 */
  strength: number
  /** 0 to 1: 1 just confirmed, halves with each half-life of age */
  freshness: number
  /** a report that there is no tie is an answer too */
  says: 'yes' | 'no'
}
