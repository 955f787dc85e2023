import { networkOnce } from '../clustering/network-once.ts'
import { type Control, checkpoint, quiet, stretch } from '../control.ts'
import { dimensionOf, type Parts, partsOf } from '../crossing/dimension.ts'
import { kept, ofLandscape } from '../crossing/placed-in.ts'
import { fewestTold } from '../crossing/told-parts.ts'
import { measure } from '../measure.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { networkOf, networkParameters } from '../network/network-of.ts'
import { runParts } from '../parts.ts'
import { degreeAssortativity, labelMixing, ofMixing } from './assortativity.ts'
import { components } from './components.ts'
import { type EfficiencyInput, efficiencyParts } from './efficiency.ts'
import { leiden } from './leiden.ts'
import { louvain } from './louvain.ts'
import { onePartOf } from './one-part-of.ts'
import { strongComponents } from './strong-components.ts'

const { kinds, weighted } = networkParameters

const directed = {
  kind: 'yes-or-no',
  means: 'follow who can learn from whom, not who has any tie with whom',
  default: false,
} as const

const boundary = {
  kind: 'id',
  names: 'boundary',
  means: 'the boundary whose sides people are told apart by; none: their practices',
  default: null,
} as const

const resolution = {
  kind: 'number',
  means: 'above 1: more and smaller groups; below 1: fewer and larger ones',
  from: 0,
  to: 1000,
  default: 1,
} as const

const missing = 'What nobody was asked about looks like what is not there.'

const foundGroups =
  'Groups found are not practices, nor what people call themselves: never name a person by one. Another seed moves their edges, and quite ' +
  `different divisions score nearly as well. ${missing}`

const groups = {
  count: { per: 'whole', unit: 'groups', means: 'how many there are' },
  of: { per: 'person', unit: 'number of a group', means: 'the group; 0 is the largest' },
  sizes: { per: 'group', unit: 'people', means: 'who are in it' },
  modularity: {
    per: 'whole',
    unit: 'below 1',
    means: 'how much more of the ties stays inside the groups than by chance',
  },
} as const

const whenGroups = {
  empty: 'Nobody: no group. Without ties everybody is alone, and there is no modularity.',
  disconnected: 'No group reaches across pieces.',
  directed: 'A one-way tie is a tie.',
  weighted: 'Each tie counts by its strength · freshness, when asked for.',
}

const sources = {
  kind: 'whole',
  means: 'people to walk from, drawn at random; 0 = everybody, and exact',
  from: 0,
  to: 1_000_000_000,
  default: 1024,
} as const

const efficiencyOutputs = {
  value: { per: 'whole', unit: '0 to 1', means: 'mean of 1 / steps over ordered pairs; 0 for a pair without a way' },
  interval: { per: 'whole', unit: '0 to 1', means: '95 % sampling interval; none when everybody was walked from' },
  sources: { per: 'whole', unit: 'people', means: 'who were walked from' },
  pairs: { per: 'whole', unit: 'ordered pairs', means: 'asked about' },
} as const

const latora =
  'Latora and Marchiori 2001, Efficient behavior of small-world networks, Physical Review Letters 87, 198701'

interface EfficiencyValues {
  kinds: readonly TieKind[]
  directed: boolean
  sources: number
  seed: number | string
}

/** What efficiency is asked of: laid out when it is first needed. */
function askedOf(
  landscape: Landscape,
  values: Pick<EfficiencyValues, 'kinds' | 'directed'>,
  control: Control | undefined,
  makeApart: () => Parts | null,
): EfficiencyInput {
  const apart = kept(makeApart)
  return {
    people: landscape.counts.people,
    get network() {
      return networkOnce(landscape, values, quiet(control))
    },
    get apart() {
      return apart()
    },
  }
}

const efficiency = ofLandscape(
  efficiencyParts,
  (landscape, { kinds, directed }: EfficiencyValues, control) =>
    askedOf(landscape, { kinds, directed }, control, () => null),
  (found) => found,
)

const crossEfficiency = ofLandscape(
  efficiencyParts,
  (landscape, { kinds, directed, boundary }: EfficiencyValues & { boundary: string | null }, control) =>
    askedOf(landscape, { kinds, directed }, control, () =>
      partsOf(landscape, dimensionOf(landscape, boundary), quiet(control)),
    ),
  (found) => found,
)

const efficiencyCost = 'Grows with ties times sources / 32: 0.1 s of CPU for each source at ten million ties.'

const whenEfficiency = {
  empty: 'No pair: no value. No ties: 0.',
  disconnected: 'A pair without a way counts 0.',
  directed: 'As asked for: ways follow i → j, or any tie.',
  weighted: 'Strengths do not count; each tie is one step.',
}

export const structureMeasures = [
  measure({
    id: 'components',
    family: 'structure',
    question: 'Into how many pieces that nothing joins does the landscape fall?',
    input: 'landscape',
    parameters: {
      kinds,
      joined: {
        kind: 'one-of',
        means: 'any: by some chain of ties; both: each can learn from the other along one-way ties',
        of: ['any', 'both'],
        default: 'any',
      },
    },
    outputs: {
      count: { per: 'whole', unit: 'pieces', means: 'how many there are' },
      of: { per: 'person', unit: 'number of a piece', means: 'the piece, in the order of its first person' },
      sizes: { per: 'group', unit: 'people', means: 'who are in it' },
    },
    cost: 'Grows with people, and with ties outside the largest piece: 0.2 s of CPU for a million people.',
    when: {
      empty: 'Nobody: none. A person without ties is a piece.',
      disconnected: 'This is what it counts.',
      directed: 'As asked for: whichever way ties go, or both ways round.',
      weighted: 'Strengths do not count.',
    },
    caution: `One tie that nobody told of joins two pieces. ${missing}`,
    citation: ['Sutton, Ben-Nun and Barak 2018, Afforest, IPDPS', 'Tarjan 1972, SIAM Journal on Computing 1, 146–160'],
    run: (landscape: Landscape, values, control) =>
      values.joined === 'both'
        ? strongComponents(
            networkOf(landscape, { ...values, directed: true }, stretch(control, 0, 0.5)),
            stretch(control, 0.5, 1),
          )
        : components(networkOf(landscape, values, stretch(control, 0, 0.9)), stretch(control, 0.9, 1)),
  }),
  measure({
    id: 'communities',
    family: 'structure',
    question: 'Which groups do the ties themselves suggest?',
    input: 'landscape',
    parameters: {
      kinds,
      weighted,
      resolution,
      rounds: { kind: 'whole', means: 'how often to begin again from what was found', from: 1, to: 100, default: 2 },
      seed: { kind: 'seed', means: 'which order people are asked in', default: 1 },
    },
    outputs: groups,
    cost: 'Grows with ties times rounds: 15 s of CPU at ten million ties.',
    when: whenGroups,
    caution: foundGroups,
    citation: [
      'Traag, Waltman and van Eck 2019, From Louvain to Leiden, Scientific Reports 9, 5233',
      'Newman and Girvan 2004, Physical Review E 69, 026113',
      'Reichardt and Bornholdt 2006, Physical Review E 74, 016110 (resolution)',
    ],
    run: (landscape: Landscape, values, control) =>
      leiden(networkOf(landscape, values, stretch(control, 0, 0.1)), values, stretch(control, 0.1, 1)),
  }),
  measure({
    id: 'communities-louvain',
    family: 'structure',
    question: 'Which groups does the older algorithm suggest, to compare with?',
    input: 'landscape',
    parameters: {
      kinds,
      weighted,
      resolution,
      seed: { kind: 'seed', means: 'which order people are asked in', default: 1 },
    },
    outputs: groups,
    cost: 'Grows with ties: 8 s of CPU at ten million ties.',
    when: { ...whenGroups, disconnected: 'No group reaches across pieces, but a group may itself be in pieces.' },
    caution: `Its groups can fall into pieces that no tie joins: prefer “communities”. ${foundGroups}`,
    citation: [
      'Blondel, Guillaume, Lambiotte and Lefebvre 2008, Journal of Statistical Mechanics P10008',
      'Ozaki, Tezuka and Inaba 2016 (asking again only those whose neighbour moved)',
    ],
    run: (landscape: Landscape, values, control) =>
      louvain(networkOf(landscape, values, stretch(control, 0, 0.1)), values, stretch(control, 0.1, 1)),
  }),
  measure({
    id: 'degree-assortativity',
    family: 'structure',
    question: 'Do people with many ties have ties with people who have many, too?',
    input: 'landscape',
    parameters: { kinds, directed },
    outputs: {
      assortativity: {
        per: 'whole',
        unit: '−1 to +1',
        means: 'correlation, over the ends of ties, of their numbers of ties',
      },
    },
    cost: 'Grows with ties: 0.05 s of CPU at ten million.',
    when: {
      empty: 'No ties, or all ends with as many: no value.',
      disconnected: 'Nothing changes.',
      directed: 'As asked for: ties out of the one who knows, with ties in to the one who learns.',
      weighted: 'Strengths do not count.',
    },
    caution: `A few people with very many ties can make the number. ${missing}`,
    citation: [
      'Newman 2002, Assortative mixing in networks, Physical Review Letters 89, 208701',
      'Newman 2003, Mixing patterns in networks, Physical Review E 67, 026126',
    ],
    run(landscape: Landscape, values, control) {
      const network = networkOf(landscape, values, stretch(control, 0, 0.5))
      checkpoint(control, 0.5)
      const assortativity = degreeAssortativity(network, quiet(control))
      checkpoint(control, 1)
      return { assortativity }
    },
  }),
  measure({
    id: 'mixing-by-side',
    family: 'structure',
    question:
      'How much more do ties join people of the same side or practice than if everybody kept their number of ties?',
    input: 'landscape',
    parameters: {
      boundary,
      kinds,
      weighted,
      directed,
      fewest: { ...fewestTold, means: 'leave out sides or practices with fewer people' },
    },
    outputs: {
      inside: { per: 'whole', unit: 'share, 0 to 1', means: 'of the ties that join people of the same side' },
      chance: { per: 'whole', unit: 'share, 0 to 1', means: 'the same if every side kept its ties and tied at random' },
      modularity: { per: 'whole', unit: 'below 1', means: 'inside − chance' },
      assortativity: { per: 'whole', unit: 'up to 1', means: '(inside − chance) / (1 − chance)' },
      leftOut: {
        per: 'whole',
        unit: 'people',
        means: 'who stand on no side known, on several, or on one with too few people',
      },
    },
    cost: 'Grows with ties: 0.1 s of CPU at ten million.',
    when: {
      empty: 'No ties between people who stand on one side: no values. A side with too few people is left out.',
      disconnected: 'Nothing changes.',
      directed: 'As asked for.',
      weighted: 'Each tie counts by its strength · freshness, when asked for.',
    },
    caution: `Chance here keeps everybody’s number of ties; E-I compares with shuffled labels. Straddlers are left out: the fractional E-I keeps them. High is not good: a group needs its inside, too. ${missing}`,
    citation: [
      'Newman 2003, Mixing patterns in networks, Physical Review E 67, 026126',
      'Leicht and Newman 2008, Physical Review Letters 100, 118703 (directed)',
    ],
    run(landscape: Landscape, values, control) {
      checkpoint(control, 0)
      const { label, leftOut } = onePartOf(
        partsOf(landscape, dimensionOf(landscape, values.boundary), quiet(control)),
        values.fewest,
      )
      checkpoint(control, 0.1)
      const network = networkOf(landscape, values, stretch(control, 0.1, 0.5))
      checkpoint(control, 0.5)
      const mixing = labelMixing(network, label, quiet(control))
      if (!mixing) return { inside: null, chance: null, modularity: null, assortativity: null, leftOut }
      checkpoint(control, 1)
      return { ...mixing, modularity: mixing.inside - mixing.chance, assortativity: ofMixing(mixing), leftOut }
    },
  }),
  measure({
    id: 'global-efficiency',
    family: 'structure',
    question: 'In how few steps do people reach one another?',
    input: 'landscape',
    parameters: { kinds, directed, sources, seed: { kind: 'seed', means: 'who is walked from', default: 1 } },
    outputs: efficiencyOutputs,
    cost: efficiencyCost,
    when: whenEfficiency,
    caution: `A short way is not one that anybody takes; reach asks for the chance that something arrives. ${missing}`,
    citation: [
      latora,
      'Then et al. 2014, The more the merrier: efficient multi-source graph traversal, PVLDB 8, 449–460',
    ],
    run: (landscape: Landscape, values, control) => runParts(efficiency, landscape, values, control),
    parts: efficiency,
  }),
  measure({
    id: 'cross-efficiency',
    family: 'structure',
    question: 'In how few steps do people of different practices or sides reach one another?',
    input: 'landscape',
    parameters: { boundary, kinds, directed, sources, seed: { kind: 'seed', means: 'who is walked from', default: 1 } },
    outputs: efficiencyOutputs,
    cost: efficiencyCost,
    when: { ...whenEfficiency, empty: 'No pair who belong to practices and share none: no value. No ties: 0.' },
    caution: `A pair who share a practice is not asked about, nor who is in none. A short way is not one that anybody takes. ${missing}`,
    citation: [latora, 'Asking only about pairs of different practices is our own choice'],
    run: (landscape: Landscape, values, control) => runParts(crossEfficiency, landscape, values, control),
    parts: crossEfficiency,
  }),
] as const
