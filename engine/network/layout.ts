import type { Landscape } from './landscape.ts'

/** Names of the arrays of a landscape. */
export type ArrayName = {
  [K in keyof Landscape]: Landscape[K] extends Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array
    ? K
    : never
}[keyof Landscape]

export type LandscapeArrays = Pick<Landscape, ArrayName>

export type ElementType = 'u8' | 'u32' | 'i32' | 'f32' | 'f64'

/** Things that are counted; a count is the length of an id table or of an array. */
export type Count =
  | 'people'
  | 'practices'
  | 'boundaries'
  | 'sides'
  | 'concerns'
  | 'spaces'
  | 'stances'
  | 'dyads'
  | 'accounts'
  | 'tieKinds'
  | 'boundaryKinds'
  | 'concernKinds'

/** What may stand in an array; checked entry by entry when bytes are read. */
export type Rule =
  /** where the rows of `of` begin in `into` */
  | { rule: 'starts'; of: Count; into: ArrayName }
  /** numbers of things */
  | { rule: 'numbers'; below: Count }
  /** a person or a practice, as the named flags say */
  | { rule: 'holders'; practiceWhen: ArrayName }
  /** a concern, or −1 */
  | { rule: 'concernOrNone' }
  /** small whole numbers up to and including `most` */
  | { rule: 'upTo'; most: number }
  /** 0 to 1 */
  | { rule: 'share' }
  /** 0 to 1e100 */
  | { rule: 'amount' }
  | { rule: 'anything' }

export interface Field {
  name: ArrayName
  type: ElementType
  /** how many entries: a count, a product of counts, or as many as another array */
  length: (count: (of: Count) => number, lengthOf: (name: ArrayName) => number) => number | 'free'
  rule: Rule
}

const rows =
  (of: Count): Field['length'] =>
  (count) =>
    count(of) + 1
const each =
  (of: Count, times = 1): Field['length'] =>
  (count) =>
    count(of) * times
const grid =
  (one: Count, other: Count): Field['length'] =>
  (count) =>
    count(one) * count(other)
const same =
  (name: ArrayName): Field['length'] =>
  (_count, lengthOf) =>
    lengthOf(name)
const free: Field['length'] = () => 'free'

const flag: Rule = { rule: 'upTo', most: 1 }
const anything: Rule = { rule: 'anything' }
const starts = (of: Count, into: ArrayName): Rule => ({ rule: 'starts', of, into })
const numbers = (below: Count): Rule => ({ rule: 'numbers', below })

function field(name: ArrayName, type: ElementType, length: Field['length'], rule: Rule): Field {
  return { name, type, length, rule }
}

/** Every array of a landscape in the order in which it lies in the buffer. Changing this list changes the layout version. */
export const fields: readonly Field[] = [
  field('personKey', 'u32', each('people', 2), anything),
  field('practiceKey', 'u32', each('practices', 2), anything),
  field('team', 'u8', each('people'), flag),
  field('notInvitable', 'u8', each('people'), flag),
  field('memberStart', 'u32', rows('people'), starts('people', 'memberPractice')),
  field('memberPractice', 'u32', free, numbers('practices')),
  field('memberWeight', 'f64', same('memberPractice'), { rule: 'share' }),
  field('practiceStart', 'u32', rows('practices'), starts('practices', 'practicePerson')),
  field('practicePerson', 'u32', same('memberPractice'), numbers('people')),
  field('practiceWeight', 'f64', same('memberPractice'), { rule: 'share' }),
  field('boundaryKind', 'u8', each('boundaries'), numbers('boundaryKinds')),
  field('sideStart', 'u32', rows('boundaries'), anything),
  field('standing', 'u32', grid('boundaries', 'people'), numbers('stances')),
  field('practiceStanding', 'u32', grid('boundaries', 'practices'), numbers('stances')),
  field('stanceStart', 'u32', free, starts('stances', 'stanceSide')),
  field('stanceSide', 'u32', free, numbers('sides')),
  field('dyadStart', 'u32', rows('people'), starts('people', 'dyadHigh')),
  field('dyadHigh', 'u32', free, numbers('people')),
  field('neighbourStart', 'u32', rows('people'), starts('people', 'neighbour')),
  field('neighbour', 'u32', each('dyads', 2), numbers('people')),
  field('neighbourDyad', 'u32', each('dyads', 2), numbers('dyads')),
  field('accountStart', 'u32', rows('dyads'), starts('dyads', 'accountKind')),
  field('accountKind', 'u8', free, numbers('tieKinds')),
  field('accountWay', 'u8', each('accounts'), { rule: 'upTo', most: 7 }),
  field('accountStrength', 'f32', each('accounts'), { rule: 'share' }),
  field('accountFreshness', 'f32', each('accounts'), { rule: 'share' }),
  field('answeredAll', 'u8', each('people'), flag),
  field('answerStart', 'u32', rows('people'), starts('people', 'answerPractice')),
  field('answerPractice', 'u32', free, numbers('practices')),
  field('concernOf', 'u32', free, numbers('concerns')),
  field('concernHolderIsPractice', 'u8', same('concernOf'), flag),
  field('concernHolder', 'u32', same('concernOf'), { rule: 'holders', practiceWhen: 'concernHolderIsPractice' }),
  field('concernKind', 'u8', same('concernOf'), numbers('concernKinds')),
  field('legitimacyStart', 'u32', rows('practices'), starts('practices', 'legitimacyPerson')),
  field('legitimacyPerson', 'u32', free, numbers('people')),
  field('legitimacyWouldCome', 'u32', same('legitimacyPerson'), anything),
  field('legitimacyWouldNot', 'u32', same('legitimacyPerson'), anything),
  field('legitimacyClaimed', 'u8', same('legitimacyPerson'), flag),
  field('keepApartConcern', 'i32', free, { rule: 'concernOrNone' }),
  field('keepApartOneIsPractice', 'u8', same('keepApartConcern'), flag),
  field('keepApartOne', 'u32', same('keepApartConcern'), { rule: 'holders', practiceWhen: 'keepApartOneIsPractice' }),
  field('keepApartOtherIsPractice', 'u8', same('keepApartConcern'), flag),
  field('keepApartOther', 'u32', same('keepApartConcern'), {
    rule: 'holders',
    practiceWhen: 'keepApartOtherIsPractice',
  }),
  field('spaceStart', 'u32', rows('spaces'), starts('spaces', 'spacePerson')),
  field('spacePerson', 'u32', free, numbers('people')),
  field('personSpaceStart', 'u32', rows('people'), starts('people', 'personSpace')),
  field('personSpace', 'u32', same('spacePerson'), numbers('spaces')),
  field('stakeStart', 'u32', rows('practices'), starts('practices', 'stakeTo')),
  field('stakeTo', 'u32', free, numbers('practices')),
  field('stakeWeight', 'f64', same('stakeTo'), { rule: 'amount' }),
]
