import type { ArrayName } from './layout.ts'

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

/** What an array must be like. */
export interface Sound {
  /** how many entries: a count, a product of counts, or as many as another array */
  length: (count: (of: Count) => number, lengthOf: (name: ArrayName) => number) => number | 'free'
  rule: Rule
}

const rows =
  (of: Count): Sound['length'] =>
  (count) =>
    count(of) + 1
const each =
  (of: Count, times = 1): Sound['length'] =>
  (count) =>
    count(of) * times
const grid =
  (one: Count, other: Count): Sound['length'] =>
  (count) =>
    count(one) * count(other)
const same =
  (name: ArrayName): Sound['length'] =>
  (_count, lengthOf) =>
    lengthOf(name)
const free: Sound['length'] = () => 'free'

const flag: Rule = { rule: 'upTo', most: 1 }
const anything: Rule = { rule: 'anything' }
const starts = (of: Count, into: ArrayName): Rule => ({ rule: 'starts', of, into })
const numbers = (below: Count): Rule => ({ rule: 'numbers', below })

/** What must hold for each array of a landscape that is read from bytes. Those who build one need none of it. */
export const soundArrays: Readonly<Record<ArrayName, Sound>> = {
  personKey: { length: each('people', 2), rule: anything },
  practiceKey: { length: each('practices', 2), rule: anything },
  team: { length: each('people'), rule: flag },
  notInvitable: { length: each('people'), rule: flag },
  memberStart: { length: rows('people'), rule: starts('people', 'memberPractice') },
  memberPractice: { length: free, rule: numbers('practices') },
  memberWeight: { length: same('memberPractice'), rule: { rule: 'share' } },
  practiceStart: { length: rows('practices'), rule: starts('practices', 'practicePerson') },
  practicePerson: { length: same('memberPractice'), rule: numbers('people') },
  practiceWeight: { length: same('memberPractice'), rule: { rule: 'share' } },
  boundaryKind: { length: each('boundaries'), rule: numbers('boundaryKinds') },
  sideStart: { length: rows('boundaries'), rule: anything },
  standing: { length: grid('boundaries', 'people'), rule: numbers('stances') },
  practiceStanding: { length: grid('boundaries', 'practices'), rule: numbers('stances') },
  stanceStart: { length: free, rule: starts('stances', 'stanceSide') },
  stanceSide: { length: free, rule: numbers('sides') },
  dyadStart: { length: rows('people'), rule: starts('people', 'dyadHigh') },
  dyadHigh: { length: free, rule: numbers('people') },
  neighbourStart: { length: rows('people'), rule: starts('people', 'neighbour') },
  neighbour: { length: each('dyads', 2), rule: numbers('people') },
  neighbourDyad: { length: each('dyads', 2), rule: numbers('dyads') },
  accountStart: { length: rows('dyads'), rule: starts('dyads', 'accountKind') },
  accountKind: { length: free, rule: numbers('tieKinds') },
  accountWay: { length: each('accounts'), rule: { rule: 'upTo', most: 7 } },
  accountStrength: { length: each('accounts'), rule: { rule: 'share' } },
  accountFreshness: { length: each('accounts'), rule: { rule: 'share' } },
  answeredAll: { length: each('people'), rule: flag },
  answerStart: { length: rows('people'), rule: starts('people', 'answerPractice') },
  answerPractice: { length: free, rule: numbers('practices') },
  concernOf: { length: free, rule: numbers('concerns') },
  concernHolderIsPractice: { length: same('concernOf'), rule: flag },
  concernHolder: { length: same('concernOf'), rule: { rule: 'holders', practiceWhen: 'concernHolderIsPractice' } },
  concernKind: { length: same('concernOf'), rule: numbers('concernKinds') },
  legitimacyStart: { length: rows('practices'), rule: starts('practices', 'legitimacyPerson') },
  legitimacyPerson: { length: free, rule: numbers('people') },
  legitimacyWouldCome: { length: same('legitimacyPerson'), rule: anything },
  legitimacyWouldNot: { length: same('legitimacyPerson'), rule: anything },
  legitimacyClaimed: { length: same('legitimacyPerson'), rule: flag },
  keepApartConcern: { length: free, rule: { rule: 'concernOrNone' } },
  keepApartOneIsPractice: { length: same('keepApartConcern'), rule: flag },
  keepApartOne: { length: same('keepApartConcern'), rule: { rule: 'holders', practiceWhen: 'keepApartOneIsPractice' } },
  keepApartOtherIsPractice: { length: same('keepApartConcern'), rule: flag },
  keepApartOther: {
    length: same('keepApartConcern'),
    rule: { rule: 'holders', practiceWhen: 'keepApartOtherIsPractice' },
  },
  spaceStart: { length: rows('spaces'), rule: starts('spaces', 'spacePerson') },
  spacePerson: { length: free, rule: numbers('people') },
  personSpaceStart: { length: rows('people'), rule: starts('people', 'personSpace') },
  personSpace: { length: same('spacePerson'), rule: numbers('spaces') },
  stakeStart: { length: rows('practices'), rule: starts('practices', 'stakeTo') },
  stakeTo: { length: free, rule: numbers('practices') },
  stakeWeight: { length: same('stakeTo'), rule: { rule: 'amount' } },
}
