import { BadInput } from '../bad-input.ts'
import { stopped, stretch } from '../control.ts'
import { measure, type Values } from '../measure.ts'
import type { Landscape } from '../network/landscape.ts'
import { defaultAssumptions } from '../reach/assumptions.ts'
import { openBench } from './bench.ts'
import type { ReadyConvener } from './ready-conveners.ts'
import { readyConveners } from './ready-conveners.ts'
import { spot } from './spot.ts'
import type { SpotResult } from './spot-outcome.ts'
import { whatIf } from './what-if.ts'
import type { WhatIfOutcome } from './what-if-outcome.ts'

const assumed = {
  chance: {
    kind: 'number',
    means: 'p0: chance that what one learned reaches the other over a tie of strength 1, confirmed today',
    from: 0,
    to: 1,
    default: defaultAssumptions.chance,
  },
  crossing: {
    kind: 'number',
    means: 'τ: factor for each boundary that a tie crosses',
    from: 0,
    to: 1,
    default: 0.5,
  },
  attendance: {
    kind: 'number',
    means: 'q: chance that somebody invited comes and is heard',
    from: 0,
    to: 1,
    default: defaultAssumptions.attendance,
  },
  attentionCost: {
    kind: 'number',
    means: 'c: share of their other ties that members lose to a space',
    from: 0,
    to: 1,
    default: defaultAssumptions.attentionCost,
  },
  worlds: {
    kind: 'whole',
    means:
      'possible worlds on which effects are reported, 2 or more; 0: as many as the size of the landscape allows, 64 to 400',
    from: 0,
    to: 1_000_000,
    default: 0,
  },
  seed: { kind: 'seed', means: 'which worlds are drawn', default: 7 },
} as const

const comparisons = {
  kind: 'whole',
  means: 'random groups each invitation is compared with',
  from: 200,
  to: 10_000,
  default: 200,
} as const

const spotting = {
  ...assumed,
  boundary: { kind: 'id', means: 'only openings across this boundary; null: any', names: 'boundary', default: null },
  size: {
    kind: 'whole',
    means: 'how many people a space would hold, 2 or more; 0: twelve, or a quarter of those who may be invited',
    from: 0,
    to: 500,
    default: 0,
  },
  limit: { kind: 'whole', means: 'how many openings', from: 1, to: 100, default: 10 },
  comparisons,
} as const

const asking = {
  ...assumed,
  people: { kind: 'ids', means: 'who would be in the room', names: 'person', default: [] },
  practices: { kind: 'ids', means: 'from where, when nobody is named', names: 'practice', default: [] },
  size: { kind: 'whole', means: 'how many, when nobody is named', from: 2, to: 500, default: 12 },
  comparisons,
} as const

const telling = {
  ...assumed,
  person: { kind: 'id', means: 'who asks about themselves', names: 'person', default: null },
} as const

const when = {
  empty: 'No card; a landscape without ties gives cards without effect, and says whom to ask.',
  disconnected: 'Practices without a way to each other are what is looked for.',
  directed: 'A one-way tie carries one way, and counts as a tie known between two people.',
  weighted: 'Strength and freshness set the chance of a tie, and who carries how much of a bridge.',
}

const citation = [
  'Lahdelma, Hokkanen & Salminen 1998, SMAA: stochastic multiobjective acceptability analysis',
  'Kempe, Kleinberg & Tardos 2003, Maximizing the spread of influence through a social network',
  'Garimella et al. 2017, Reducing controversy by connecting opposing views',
]

export const opportunitiesMeasures = [
  measure({
    id: 'opportunities',
    family: 'opportunities',
    question:
      'Where would a new conversation teach the whole landscape most, who should be in it, and how sure is that?',
    input: 'landscape',
    parameters: spotting,
    outputs: {
      opportunities: {
        per: 'group',
        unit: 'cards',
        means: 'openings of six kinds, in the order in which to read them',
      },
      reach: { per: 'whole', unit: 'chance, 0 to 1', means: 'reach of the landscape as it is' },
    },
    cost: 'O(worlds · (people + ties)) + O(practices²) for at most 400 practices + some hundred what-ifs for each candidate',
    when,
    caution:
      'Order is sounder than size, and answers come before both. Pairs left out by chance hide who is kept apart, so a missing pair says nothing. Cards of two people are for the convener alone; quiet may be chosen.',
    citation,
    run: (landscape: Landscape, values, control): SpotResult => {
      const { boundary, size, limit, comparisons: groups } = values
      if (size === 1) throw new BadInput('parameter size', size, 'give 2 or more, or 0 for the usual size')
      const outcome = spot(landscape, {
        ...openingOf(values),
        boundary: boundary ?? undefined,
        size: size || undefined,
        limit,
        comparisons: groups,
        control,
      })
      if (outcome.kind === 'cancelled') throw stopped()
      if (outcome.kind === 'refused') throw new BadInput('parameter boundary', boundary, 'give the id of a boundary')
      return outcome
    },
  }),
  measure({
    id: 'what-if',
    family: 'opportunities',
    question: 'What would these people in one room do, for themselves and for the whole landscape?',
    input: 'landscape',
    parameters: asking,
    outputs: {
      people: { per: 'whole', unit: 'ids', means: 'who would be in the room' },
      effect: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'reach before and after, its split, and what the room gains',
      },
      comparators: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'the same by groups picked by lot, and by doing nothing',
      },
    },
    cost: 'O(worlds · (people + ties)) once, then what lies around those in the room',
    when: {
      empty: 'Refused: nobody is there to be in the room. Without ties: a room without effect, and why.',
      disconnected: 'A room can join pieces without a way to each other; what crosses between them is then its effect.',
      directed: 'A one-way tie carries one way; in the room everybody hears everybody.',
      weighted: 'Strength and freshness set the chance of a tie; in the room all count alike.',
    },
    caution:
      'Possible, not a forecast: it rests on assumptions that nobody measured. Move them before trusting a size.',
    citation,
    run: (landscape: Landscape, values, control): Extract<WhatIfOutcome, { kind: 'computed' }> => {
      const { people, practices, size, comparisons: groups } = values
      if (people.length === 0 && practices.length === 0) {
        throw new BadInput('parameter people', people, 'give two people or more, or practices instead')
      }
      const bench = openBench(landscape, { ...openingOf(values), control: stretch(control, 0, 0.7) })
      const question = people.length > 0 ? { people: [...people] } : { practices: [...practices], size }
      const outcome = whatIf(bench, question, groups, stretch(control, 0.7, 1))
      if (outcome.kind === 'computed') return outcome
      throw new BadInput(
        `parameter ${people.length > 0 ? 'people' : 'practices'}`,
        outcome.value ?? (people.length > 0 ? people : practices),
        adviceFor[outcome.reason],
      )
    },
  }),
  measure({
    id: 'ready-convener',
    family: 'opportunities',
    question: 'Am I doing already what a convener does, and between whom?',
    input: 'landscape',
    parameters: telling,
    outputs: {
      boundary: {
        per: 'person',
        unit: 'id',
        means: 'the boundary across which it is so; null when it is not known to be',
      },
      sides: { per: 'person', unit: 'ids', means: 'the two sides' },
      trustedIn: { per: 'person', unit: 'ids', means: 'practices on these sides whose members would come' },
      bringsTogether: {
        per: 'person',
        unit: 'pairs',
        means: 'pairs of contacts, one on each side, who do not know each other',
      },
      criticality: { per: 'person', unit: 'chance, 0 to 1', means: 'what the others would lose in reach' },
    },
    cost: 'O(worlds · (people + ties)) for the worlds, and twice that for each of at most 40 people',
    when: {
      ...when,
      empty: 'null where nothing is known of the person who asks. Without a person it is refused: it is about one.',
      disconnected: 'Only who has ties on both sides of a boundary is found, whatever else hangs together.',
    },
    caution:
      'For the person alone; the team is told after their yes, and without it only "at least five", never fewer. It says what ties and answers show, not what somebody wants.',
    citation: ['Wenger-Trayner & Wenger-Trayner 2021, Systems convening', ...citation.slice(1, 2)],
    run: (landscape: Landscape, values, control): ReadyConvener | null => {
      const { person } = values
      if (person === null || !landscape.ids.people.includes(person)) {
        throw new BadInput('parameter person', person, 'give the id of a person of the landscape')
      }
      const bench = openBench(landscape, { ...openingOf(values), control })
      return readyConveners(bench, control).find((note) => note.person === person) ?? null
    },
  }),
] as const

const adviceFor = {
  'unknown-practice': 'give the id of a practice of the landscape',
  'unknown-person': 'give the id of a person of the landscape',
  'practice-too-small': 'give practices of five people or more, or the people themselves',
  'too-few': 'give two people or more, or practices and how many',
  'no-invitation-possible': 'these cannot be brought together as they stand; give others',
} as const

function openingOf({ chance, crossing, attendance, attentionCost, worlds, seed }: Values<typeof assumed>) {
  const assumptions = { chance, crossing, attendance, attentionCost }
  if (worlds === 1)
    throw new BadInput('parameter worlds', worlds, 'give 2 or more, or 0 for as many as the size allows')
  return { seed, assumptions: worlds > 0 ? { ...assumptions, worlds } : assumptions }
}
