import type { BoundaryKind, TieKind } from '@ecotone/engine/network/landscape-input.ts'

/**
 * A landscape as somebody drew it: plain values under the drawer's own ids, exactly what the folder format can hold.
 * Importers make it, exporters read it, the database gives it as one viewer may see it, and the engine's input is computed
 * from it. Dates are ISO days ("2027-03-01"); null means not said.
 */
export interface DrawnLandscape {
  about: LandscapeAbout
  people: DrawnPerson[]
  practices: DrawnPractice[]
  memberships: DrawnMembership[]
  boundaries: DrawnBoundary[]
  standings: DrawnStanding[]
  ties: DrawnTie[]
  legitimacy: DrawnLegitimacy[]
  concerns: DrawnConcern[]
  answers: DrawnAnswer[]
  spaces: DrawnSpace[]
  spacePeople: DrawnSpacePerson[]
  invitations: DrawnInvitation[]
  keepApart: DrawnKeepApart[]
  consents: DrawnConsent[]
  /** looks at the care check, the newest first: only where the whole landscape goes somewhere */
  careChecks?: DrawnCareCheck[]
}

/** How the five questions of the care check were answered once (rule E19); a question that was left is empty. */
export interface DrawnCareCheck {
  decision: 'go' | 'stop'
  answered: string
  harm: string
  asked: string
  lookingOn: string
  keeping: string
  stopping: string
}

/** On what ground a landscape may be shown at all; the locks of people who really live depend on it. */
export const bases = ['fictional', 'published', 'own-sketch', 'consented'] as const
export type Basis = (typeof bases)[number]

/** On these the people of a landscape live, and nothing of theirs is public already. */
export const livingBases: ReadonlySet<Basis> = new Set<Basis>(['own-sketch', 'consented'])

export interface LandscapeAbout {
  name: string
  language: string | null
  drawnBy: string | null
  /** the difference hoped for */
  hope: string | null
  forWhom: string | null
  notOurAim: string | null
  knownGaps: string | null
  basis: Basis
  /** where published data come from, and under which licence */
  source: string | null
  licence: string | null
  /** every pair that is not listed is known to have no tie */
  complete: boolean
  /** the day the landscape is described as known on */
  asOf: string | null
  /** people of the landscape (their ids) who convene it */
  team: string[]
}

/**
 * What was said of something under a heading that is none of our words, as text: nothing is read into it and nothing counts it. Only
 * what somebody chose to keep.
 */
export type CustomFields = Readonly<Record<string, string>>

export interface DrawnPerson {
  id: string
  /** null for "1 person, not yet asked" when the viewer is not the one who named them */
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  custom?: CustomFields
}

export const practiceKinds = ['community', 'organisation', 'institution', 'network', 'public'] as const
export type PracticeKind = (typeof practiceKinds)[number]

export interface DrawnPractice {
  id: string
  name: string
  kind: PracticeKind
  /** what they do together, one sentence */
  does: string | null
  /** belonging to it tells of health, faith, politics, union, ethnicity or sexual life (rule E4) */
  specialCategory: boolean
  custom?: CustomFields
}

export const membershipModes = ['engagement', 'imagination', 'alignment'] as const
export type MembershipMode = (typeof membershipModes)[number]

export interface DrawnMembership {
  person: string
  practice: string
  weight: number
  mode: MembershipMode | null
  since: string | null
  until: string | null
  custom?: CustomFields
}

/** Those on which anybody may have a side come first: a form offers them in this order. */
export const boundaryKinds = [
  'geographic',
  'disciplinary',
  'institutional',
  'social',
  'cultural',
  'political',
  'class',
  'other',
] as const satisfies readonly BoundaryKind[]

/** On these boundaries only practices have a side; nobody's own is stored (rule E4), and the table refuses it as well. */
export const practicesOnly: ReadonlySet<string> = new Set(['class', 'political', 'cultural'])

export interface DrawnBoundary {
  id: string
  name: string
  kind: BoundaryKind
  /** names of the sides, in the order they are drawn; unique within the boundary */
  sides: string[]
  history: string | null
  stakes: string | null
}

export interface DrawnStanding {
  boundary: string
  /** null: known to be unknown */
  side: string | null
  /** exactly one of the two is set */
  person: string | null
  practice: string | null
}

export const tieKinds = [
  'talks',
  'learns',
  'works',
  'trusts',
  'funds',
  'conflict',
] as const satisfies readonly TieKind[]

export interface DrawnTie {
  from: string
  to: string
  kind: TieKind
  strength: number
  mutual: boolean
  says: 'yes' | 'no'
  reportedBy: string | null
  since: string | null
  until: string | null
  confirmed: string | null
  recorded: string | null
  retracted: string | null
  custom?: CustomFields
}

export interface DrawnLegitimacy {
  person: string
  practice: string
  kind: 'claimed' | 'attested'
  answeredBy: string | null
  /** for attestations: would you come if this person called? */
  wouldCome: boolean | null
  ground: string | null
  recorded: string | null
}

export const concernKinds = ['cares', 'offers', 'seeks'] as const

export interface DrawnConcern {
  /** key of the concern, e.g. "heat" */
  concern: string
  words: string
  kind: (typeof concernKinds)[number]
  person: string | null
  practice: string | null
}

export interface DrawnAnswer {
  person: string
  question: string
  /** practice asked about; null = everybody */
  about: string | null
  asked: string | null
  answered: string | null
}

/** Stages in the order in which a space usually goes through them. */
export const stages = ['imagined', 'inviting', 'alive', 'resting', 'closed', 'handed over'] as const
export type SpaceStage = (typeof stages)[number]
export const groundRules = ['open', 'chatham house', 'closed'] as const
export type GroundRule = (typeof groundRules)[number]

export interface DrawnSpace {
  id: string
  name: string
  question: string
  why: string | null
  stage: SpaceStage
  groundRule: GroundRule
}

export const spaceRoles = ['host', 'invited', 'member'] as const
export const invitationStates = ['not yet asked', 'asked', 'accepted', 'declined'] as const

export interface DrawnSpacePerson {
  space: string
  person: string
  role: (typeof spaceRoles)[number]
  state: (typeof invitationStates)[number]
}

export interface DrawnInvitation {
  space: string
  practice: string
  words: string
}

export interface DrawnKeepApart {
  one: { person: string } | { practice: string }
  other: { person: string } | { practice: string }
  concern: string | null
}

export const purposes = [
  'map',
  'ties',
  'analysis',
  'introductions',
  'stories',
  'newsletter',
  /** to be recorded as belonging to a practice of a special category; counts only when the person said it here themselves */
  'special-category',
] as const
export type Purpose = (typeof purposes)[number]

export const consentStates = ['agreed', 'told', 'not yet asked', 'hidden', 'withdrawn'] as const

export interface DrawnConsent {
  person: string
  purpose: Purpose
  state: (typeof consentStates)[number]
  said: string | null
}
