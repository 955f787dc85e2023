import { BadInput } from '../bad-input.ts'
import { type Control, stretch } from '../control.ts'
import { measure, type Values } from '../measure.ts'
import { type Landscape, tieKinds } from '../network/landscape.ts'
import { numberOf } from '../network/number-of.ts'
import { type Parted, runParts } from '../parts.ts'
import { FEWEST_TOLD } from '../tellable.ts'
import { type Assumptions, checkAssumptions, defaultAssumptions, drawsUnknown } from './assumptions.ts'
import { type BestPathPart, bestPathParts } from './best-path.ts'
import { criticality } from './criticality.ts'
import { pairWeights } from './pair-weights.ts'
import { openWorlds } from './reach.ts'
import { blockCount, openJoining, type ReachPart, reachOfBlock } from './reach-now.ts'
import { seldomTold } from './seldom-told.ts'
import { type ToldBestPath, type ToldReach, tellBestPath, tellEffect, tellReach } from './told-reach.ts'
import { openWorldSet } from './world-set.ts'

const transmission = {
  chance: {
    kind: 'number',
    means: 'chance that what one person learned reaches the other over a tie of full strength inside one side',
    from: 0,
    to: 1,
    default: defaultAssumptions.chance,
  },
  crossing: {
    kind: 'number',
    means: 'factor for each boundary that a tie crosses',
    from: 0,
    to: 1,
    default: 0.5,
  },
  kinds: {
    kind: 'some-of',
    means: 'kinds of ties that carry learning; conflict never does',
    of: tieKinds,
    default: defaultAssumptions.kinds,
  },
} as const
const spaces = {
  kind: 'one-of',
  means: 'spaces that are there already: they carry nothing, or all who attend one reach one another through it',
  of: ['none', 'carry'],
  default: 'none',
} as const
const drawing = {
  worlds: {
    kind: 'whole',
    means: 'possible worlds drawn',
    from: 2,
    to: 1_000_000,
    default: defaultAssumptions.worlds,
  },
  seed: { kind: 'seed', means: 'the same seed gives the same worlds on every machine', default: 7 },
  unknown: {
    kind: 'one-of',
    means:
      'pairs nobody was asked about: counted as no tie, drawn from what is known between their practices, or drawn at twice the rate seen there',
    of: ['no', 'draw', 'twice'],
    default: defaultAssumptions.unknown,
  },
} as const
const attendance = {
  kind: 'number',
  means: 'chance that a member of a space comes and is heard',
  from: 0,
  to: 1,
  default: defaultAssumptions.attendance,
} as const
const space = {
  attendance,
  spaces,
  attentionCost: {
    kind: 'number',
    means: 'share of their other ties that members lose to the space',
    from: 0,
    to: 1,
    default: defaultAssumptions.attentionCost,
  },
  members: { kind: 'ids', means: 'people in the space', names: 'person', default: [] },
} as const
const telling = {
  fewest: {
    kind: 'whole',
    means: 'nothing is told of a practice or a space with fewer people, nor what would give it away',
    from: 1,
    to: 1000,
    default: FEWEST_TOLD,
    unit: 'people',
  },
} as const
const reachParameters = { ...transmission, attendance, spaces, ...drawing }
const toldParameters = { ...reachParameters, ...telling }
type ReachValues = Values<typeof toldParameters>

const cascade =
  'Kempe, Kleinberg and Tardos 2003, Maximizing the spread of influence through a social network (independent cascade, live edges)'
const when = {
  empty:
    'with fewer than two practices that have different people, or with stakes that are all 0, it says so, and every number is 0',
  disconnected: 'nothing reaches from one piece to another; that is counted as a chance of 0',
  directed:
    'a one-way tie carries one way; a pair that carries both ways has one coin, however many accounts tell of it',
  weighted: 'strength and freshness multiply the chance of a tie; weights of membership do not enter',
}
const beside = {
  answered: {
    per: 'practice',
    unit: 'people',
    means: 'how many there are and how many of them answered: of everybody, and of each practice that is told of',
  },
  assumptions: { per: 'whole', unit: 'as set', means: 'what was assumed' },
} as const
const sampled = 'with one-way ties among more than 4,096 people from 128 people drawn in each world'
const guesses =
  'Every assumption is a guess, so order is sounder than size. Reach is a ceiling on learning, not learning. Whoever was asked more looks better connected.'

function assumptionsOf(values: Partial<Assumptions>): Assumptions {
  const assumptions = { ...defaultAssumptions, ...values }
  checkAssumptions(assumptions)
  return assumptions
}

function peopleOf(landscape: Landscape, place: string, ids: readonly string[]): number[] {
  const { people } = landscape.ids
  return ids.map((id) => {
    const number = numberOf(people, id)
    if (number < 0) throw new BadInput(place, id, 'give the id of a person of the landscape')
    return number
  })
}

/** Blocks of 32 worlds, each the same wherever it is computed. */
const byBlocks: Parted<Landscape, ReachValues, ReachPart, ToldReach> = {
  count(landscape, { fewest, ...values }) {
    const assumptions = assumptionsOf(values)
    return blockCount(assumptions, drawsUnknown(landscape, assumptions))
  },
  open(landscape, { fewest, ...values }, control) {
    const set = openWorldSet(landscape, assumptionsOf(values), 'score', control)
    return (nth, within) => reachOfBlock(set, nth, within)
  },
  join(landscape, { fewest, ...values }) {
    const assumptions = assumptionsOf(values)
    const joining = openJoining(landscape, assumptions, pairWeights(landscape))
    return { ...joining, result: () => tellReach({ landscape, assumptions, fewest }, joining.result()) }
  },
}

const bestPathParameters = { ...transmission, ...space, ...telling }
type BestPathValues = Values<typeof bestPathParameters>

/** The likeliest paths from 128 people at a time. */
const bySources: Parted<Landscape, BestPathValues, BestPathPart, ToldBestPath> = {
  count: (landscape, values) => bestPathParts.count(landscape, bestPathQuestion(landscape, values)),
  open: (landscape, values, control) => bestPathParts.open(landscape, bestPathQuestion(landscape, values), control),
  join(landscape, values) {
    const { members, fewest, ...assumptions } = values
    const joining = bestPathParts.join(landscape, bestPathQuestion(landscape, values))
    const inSpace = new Set(members).size
    return { ...joining, result: () => tellBestPath({ landscape, assumptions, fewest }, inSpace, joining.result()) }
  },
}

function bestPathQuestion(landscape: Landscape, { members, fewest, ...values }: BestPathValues) {
  const people = peopleOf(landscape, 'parameter members', members)
  return { assumptions: assumptionsOf(values), members: people, withSpace: true }
}

/** How far what is learned can travel, and what changes that. */
export const reachMeasures = [
  measure({
    id: 'reach',
    family: 'reach',
    question:
      'If somebody in one practice learns something, what is the chance that it can get to somebody in another?',
    input: 'landscape',
    parameters: toldParameters,
    outputs: {
      llc: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'mean over pairs of practices by stakes, with its 95 % sampling interval',
      },
      dataBand: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: '10–90 % of what the unknown pairs may make of it; nothing unless they are drawn',
      },
      byPractice: {
        per: 'practice',
        unit: 'chance, 0 to 1',
        means: `from the others into it, from it into the others, and between its own people; nothing where too few people are; ${sampled}`,
      },
      between: {
        per: 'pair',
        unit: 'chance, 0 to 1',
        means:
          'from one practice (row) into another (column); −1 without two people, not a number (NaN) where one of them has too few, nothing above 256 practices',
      },
      ...beside,
    },
    cost: 'people + ties for each possible world; with one-way ties also what lies beside the largest component of each world',
    when,
    caution: `${guesses} Show the interval and the answer rates beside it. Asking twice, with a person more or less, can tell of that person.`,
    citation: [cascade],
    run: (landscape: Landscape, values, control?: Control) =>
      runParts(byBlocks, landscape, values, seldomTold(control)),
    parts: byBlocks,
  }),
  measure({
    id: 'space-effect',
    family: 'reach',
    question: 'What would a space with these people change in what can be learned across the landscape?',
    input: 'landscape',
    parameters: { ...transmission, ...space, ...drawing, ...telling },
    outputs: {
      before: { per: 'whole', unit: 'chance, 0 to 1', means: 'reach without the space' },
      after: { per: 'whole', unit: 'chance, 0 to 1', means: 'reach with it' },
      delta: {
        per: 'whole',
        unit: 'difference of chances',
        means: 'after − before on the same coins, with its 95 % interval',
      },
      split: {
        per: 'whole',
        unit: 'difference of chances',
        means: 'of it for pairs with both people in the space, one, none; nothing for a space of too few people',
      },
      spillOver: {
        per: 'whole',
        unit: 'share',
        means:
          'of delta for pairs that were not both in the space; nothing when the interval of delta holds 0, or for a space of too few people',
      },
      local: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'between members, before and after; nothing for a space of too few people',
      },
      gainByPractice: {
        per: 'practice',
        unit: 'difference of chances',
        means: `rise of the chance that what the others learn reaches it; nothing where too few people are; it, split and local ${sampled}`,
      },
      dataBand: {
        per: 'whole',
        unit: 'difference of chances',
        means: '10–90 % of what the unknown pairs may make of delta',
      },
      cannotTell: {
        per: 'whole',
        unit: 'yes or no',
        means: 'the interval or the band of delta holds 0: then not even whether it is a gain can be said',
      },
      ...beside,
    },
    cost: 'drawing the worlds, then only what lies around those who come; with attention, what falls apart as well',
    when: { ...when, empty: `${when.empty}; a space of fewer than two people changes nothing but attention` },
    caution: `${guesses} People drawn at random often do well on reach alone: need, standing, care and safety make a space possible. With meetings that cost nothing, more always looks better.`,
    citation: [cascade],
    run(landscape: Landscape, { members, fewest, ...values }, control?: Control) {
      const people = peopleOf(landscape, 'parameter members', members)
      const assumptions = assumptionsOf(values)
      const seldom = seldomTold(control)
      const worlds = openWorlds(landscape, assumptions, 'score', stretch(seldom, 0, 0.5))
      const effect = worlds.effect(people, 'space', stretch(seldom, 0.5, 1))
      return tellEffect({ landscape, assumptions, fewest }, new Set(people).size, effect)
    },
  }),
  measure({
    id: 'criticality',
    family: 'reach',
    question: 'What would the others no longer learn from one another if I left?',
    input: 'landscape',
    parameters: {
      person: { kind: 'id', means: 'who leaves; without one there is no answer', names: 'person', default: null },
      ...reachParameters,
    },
    outputs: {
      loss: {
        per: 'whole',
        unit: 'difference of chances',
        means: 'reach among the others with the person’s ties, less that without them',
      },
    },
    cost: 'one walk through each possible world; two worlds drawn for each with one-way ties',
    when: { ...when, disconnected: 'whoever holds no two pieces together loses the others nothing' },
    caution: `For the person alone, never for others: naming whoever holds a landscape together makes a target and a burden, and no list of people may be made of it. Missing answers make anybody look like the only way. ${guesses}`,
    citation: [cascade, 'Hopcroft and Tarjan 1973, Efficient algorithms for graph manipulation (articulation)'],
    run(landscape: Landscape, { person, ...values }, control?: Control) {
      if (person === null) return { loss: null }
      const [one] = peopleOf(landscape, 'parameter person', [person])
      const seldom = seldomTold(control)
      const worlds = openWorlds(landscape, assumptionsOf(values), 'score', stretch(seldom, 0, 0.5))
      return { loss: criticality(worlds, one!, stretch(seldom, 0.5, 1)) }
    },
  }),
  measure({
    id: 'best-path-reach',
    family: 'reach',
    question: 'How far can learning get along the single likeliest chain of ties?',
    input: 'landscape',
    parameters: bestPathParameters,
    outputs: {
      llc: { per: 'whole', unit: 'chance, 0 to 1', means: 'mean over pairs of practices by stakes, with the space' },
      local: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'mean over pairs of members; nothing for a space of too few people',
      },
      split: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'parts of llc: pairs with both people in the space, one, none; nothing for a space of too few people',
      },
      into: {
        per: 'practice',
        unit: 'chance, 0 to 1',
        means: 'from the others into it; nothing where too few people are',
      },
      ...beside,
    },
    cost: 'people with ties · ties · log people; more than 10,000 people with ties are refused, people without cost nothing',
    when: { ...when, empty: 'nothing with fewer than two practices that have people, or with stakes that are all 0' },
    caution: `A lower bound: many weak paths together count for nothing, so ties that back one another up look worthless. ${guesses}`,
    citation: ['Dijkstra 1959, A note on two problems in connexion with graphs'],
    run: (landscape: Landscape, values, control?: Control) =>
      runParts(bySources, landscape, values, seldomTold(control)),
    parts: bySources,
  }),
] as const
