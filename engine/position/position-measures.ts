import { stretch } from '../control.ts'
import { measure } from '../measure.ts'
import type { Landscape } from '../network/landscape.ts'
import { networkOf, networkParameters } from '../network/network-of.ts'
import { runParts } from '../parts.ts'
import { betweennessParts } from './betweenness.ts'
import { degrees, strengths } from './degree.ts'
import { closenessOf, distanceSumsParts, harmonicOf } from './distance-sums.ts'
import { eigenvector } from './eigenvector.ts'
import { onLandscape, withResult } from './network-parts.ts'
import { pageRank } from './page-rank.ts'
import { sampledBetweennessParts } from './sampled-betweenness.ts'

const directed = {
  kind: 'yes-or-no',
  means: 'follow who can learn from whom, not who has any tie with whom',
  default: false,
} as const

const { kinds, weighted } = networkParameters

const way = {
  kind: 'one-of',
  means: 'with one-way ties: distances from each person to the others (out), or from the others to each person (in)',
  of: ['out', 'in'],
  default: 'out',
} as const

const forThePersonAlone =
  'For the person alone, never for others and never as a list of people. What nobody was asked about looks like what is not there.'

const bothWays = (unit: string, means: string) =>
  ({
    out: { per: 'person', unit, means: `${means} going out; with mutual ties all of them` },
    in: { per: 'person', unit, means: `${means} coming in; with mutual ties all of them` },
  }) as const

const solved = {
  iterations: { per: 'whole', unit: 'rounds', means: 'how many times all ties were looked at' },
  residual: { per: 'whole', unit: 'share', means: 'how far the values are from solving the equations' },
  converged: { per: 'whole', unit: 'yes or no', means: 'whether the values are within the tolerance' },
} as const

const betweennessOnLandscape = onLandscape(betweennessParts)
const sampledOnLandscape = onLandscape(sampledBetweennessParts)
const closenessOnLandscape = onLandscape(
  withResult(distanceSumsParts, (sums) => ({
    closeness: closenessOf(sums),
    reached: sums.reached,
    distance: sums.far.map((far, i) => (sums.reached[i]! > 0 ? far / sums.reached[i]! : 0)),
  })),
)
const harmonicOnLandscape = onLandscape(withResult(distanceSumsParts, (sums) => ({ harmonic: harmonicOf(sums) })))

const byDistance =
  'With strengths a tie of strength s is 1 / s long and ways are compared by length; ways that differ by a rounding, 1e-12 of their length, count as equal.'

export const positionMeasures = [
  measure({
    id: 'degree',
    family: 'position',
    question: 'How many people is each person tied to?',
    input: 'landscape',
    parameters: { kinds, directed },
    outputs: bothWays('people, 0 or more', 'ties'),
    cost: 'Grows with people and ties; a second at ten million ties.',
    when: {
      empty: 'No people: no values. No ties: 0 for everybody.',
      disconnected: 'Nothing changes; a person without ties has 0.',
      directed: 'Ties going out and coming in are counted apart: i → j says that j can learn from i.',
      weighted: 'Strengths are not read; several accounts of a pair are one tie.',
    },
    caution: `Counts who was named, not what a tie is worth. ${forThePersonAlone}`,
    citation: ['Freeman 1978/79, Centrality in social networks: conceptual clarification, Social Networks 1, 215–239'],
    run: (landscape: Landscape, values, control) => degrees(networkOf(landscape, values, control)),
  }),
  measure({
    id: 'strength',
    family: 'position',
    question: 'How strong are the ties of each person together?',
    input: 'landscape',
    parameters: { kinds, directed },
    outputs: bothWays('strength · freshness, 0 or more', 'strength of ties'),
    cost: 'Grows with people and ties; a second at ten million ties.',
    when: {
      empty: 'No people: no values. No ties: 0 for everybody.',
      disconnected: 'Nothing changes; a person without ties has 0.',
      directed: 'Strengths going out and coming in are added up apart.',
      weighted: 'Always: each tie counts by the strength and freshness of its strongest account.',
    },
    caution: `Strengths are what people said, each on their own scale; many weak ties and few strong ones look alike. ${forThePersonAlone}`,
    citation: ['Barrat, Barthélemy, Pastor-Satorras and Vespignani 2004, PNAS 101, 3747–3752'],
    run: (landscape: Landscape, values, control) =>
      strengths(networkOf(landscape, { ...values, weighted: true }, control)),
  }),
  measure({
    id: 'page-rank',
    family: 'position',
    question: 'With whom would somebody spend their time who wanders along ties and begins anew now and then?',
    input: 'landscape',
    parameters: {
      kinds,
      weighted,
      directed,
      damping: {
        kind: 'number',
        means: 'chance to follow a tie at each step instead of beginning anew',
        from: 0,
        to: 0.9999,
        default: 0.85,
      },
      tolerance: {
        kind: 'number',
        means: 'how wrong the values of all people together may be',
        from: 1e-14,
        to: 1,
        default: 1e-10,
      },
      rounds: { kind: 'whole', means: 'most rounds over all ties', from: 1, to: 1_000_000, default: 1000 },
    },
    outputs: {
      rank: { per: 'person', unit: 'share of time, adds up to 1', means: 'share of steps the walk is with the person' },
      ...solved,
    },
    cost: 'Some twenty rounds over all ties where ties are mutual, some eighty where they are one-way.',
    when: {
      empty: 'No people: no values. No ties: 1 / n for each of n people.',
      disconnected:
        'Each piece gets its share by its number of people; a person without ties keeps the least value there is.',
      directed: 'The walk follows i → j. Where no tie goes out it begins anew at anybody, as in igraph and networkx.',
      weighted: 'A tie is followed as likely as it is strong.',
    },
    caution: `With mutual ties it is close to the number of ties and says little more. ${forThePersonAlone}`,
    citation: [
      'Brin and Page 1998, Computer Networks 30, 107–117',
      'Hestenes and Stiefel 1952 (conjugate gradients, for mutual ties)',
      'Gleich 2015, PageRank beyond the web, SIAM Review 57, 321–363 (people without ties going out)',
    ],
    run: (landscape: Landscape, values, control) => {
      const { damping, tolerance, rounds } = values
      const network = networkOf(landscape, values, stretch(control, 0, 0.2))
      return pageRank(network, { damping, tolerance, rounds }, stretch(control, 0.2, 1))
    },
  }),
  measure({
    id: 'betweenness',
    family: 'position',
    question: 'On how many of the shortest paths between others does each person lie?',
    input: 'landscape',
    parameters: { kinds, weighted, directed },
    outputs: {
      pairs: {
        per: 'person',
        unit: 'pairs of people, 0 or more',
        means: 'pairs whose shortest paths lead through the person; several paths of a pair count in shares',
      },
      share: {
        per: 'person',
        unit: 'share of all pairs of people, 0 to 1 − 2 / n',
        means:
          '`pairs` divided by all pairs of people, those with the person too, n (n − 1) / 2 (one way n (n − 1)): the chance to be between two drawn at random; the middle of a star of three has 1/3. Divided by pairs of others alone, (n − 1)(n − 2) / 2, as programs call “normalised”, it is n / (n − 2) times as much, and 1 there',
      },
    },
    cost: 'Grows with people times ties: a second for a thousand people, half a minute for 20,000; beyond, draw samples.',
    when: {
      empty: 'No people: no values. Fewer than three people or no ties: 0 for everybody.',
      disconnected: 'A pair without a path counts for nobody; a person without ties has 0.',
      directed: 'Paths follow i → j, and each ordered pair counts once; with mutual ties each pair counts once.',
      weighted: byDistance,
    },
    caution: `Rewards gatekeeping as much as bridging, and one tie that nobody told of can change it much. ${forThePersonAlone}`,
    citation: [
      'Freeman 1977, Sociometry 40, 35–41',
      'Brandes 2001, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25, 163–177',
    ],
    run: (landscape: Landscape, values, control) => runParts(betweennessOnLandscape, landscape, values, control),
    parts: betweennessOnLandscape,
  }),
  measure({
    id: 'betweenness-sampled',
    family: 'position',
    question:
      'About how many of the shortest paths between others does each person lie on, when there are too many people to know exactly?',
    input: 'landscape',
    parameters: {
      kinds,
      directed,
      error: {
        kind: 'number',
        means: 'largest error for anybody, as a share of all pairs',
        from: 0.0001,
        to: 0.5,
        default: 0.01,
      },
      doubt: { kind: 'number', means: 'chance that somebody’s error is larger', from: 1e-9, to: 0.5, default: 0.05 },
      seed: { kind: 'seed', means: 'which pairs are drawn', default: 1 },
    },
    outputs: {
      share: {
        per: 'person',
        unit: 'share of all pairs of people, 0 to 1',
        means:
          'share of drawn pairs whose path, drawn among the shortest, leads through the person; of all pairs, as `share` of betweenness',
      },
      error: { per: 'whole', unit: 'share of pairs', means: 'no share is farther from the exact one' },
      doubt: { per: 'whole', unit: 'chance', means: 'the chance that one is' },
      samples: { per: 'whole', unit: 'pairs', means: 'how many pairs were drawn' },
    },
    cost: 'A few thousand walks from both ends at an error of 0.01, a hundred times as many at a tenth of it; little of it grows with people.',
    when: {
      empty:
        'No people: no values. Fewer than three people, or nobody with two ties: 0 for everybody, without a sample.',
      disconnected:
        'A pair without a path is a pair with nobody between; so where most are apart all shares are small.',
      directed: 'Paths follow i → j.',
      weighted:
        'Strengths are not read and cannot be asked for: paths go by steps. Of a network with strengths use the exact one.',
    },
    caution: `Most people’s exact share is far below the error: of them it says only “less than about the error”. ${forThePersonAlone}`,
    citation: [
      'Riondato and Kornaropoulos 2016, Fast approximation of betweenness centrality through sampling, Data Mining and Knowledge Discovery 30, 438–475',
      'Borassi and Natale 2019, KADABRA, ACM Journal of Experimental Algorithmics 24 (walks from both ends)',
      'Chernoff 1952, Annals of Mathematical Statistics 23, 493–507',
    ],
    run: (landscape: Landscape, values, control) => runParts(sampledOnLandscape, landscape, values, control),
    parts: sampledOnLandscape,
  }),
  measure({
    id: 'closeness',
    family: 'position',
    question: 'How near are the others to each person, by mean distance?',
    input: 'landscape',
    parameters: { kinds, weighted, directed, way },
    outputs: {
      closeness: {
        per: 'person',
        unit: '0 to 1 without strengths; 1 = a tie with everybody',
        means: 'share of others who can be reached, divided by the mean distance to them',
      },
      reached: { per: 'person', unit: 'people', means: 'how many others can be reached at all' },
      distance: {
        per: 'person',
        unit: 'steps, or 1 / strength',
        means: 'mean distance to those; 0 where there is nobody',
      },
    },
    cost: 'Grows with people times ties / 32: two minutes for 100,000 people; with strengths as slow as exact betweenness.',
    when: {
      empty: 'No people: no values. One person or no ties: 0.',
      disconnected:
        'The mean is over those who can be reached, times their share of all others (Wasserman and Faust); reaching nobody is 0.',
      directed: 'Distances follow i → j; the setting “way” says from whom to whom.',
      weighted: byDistance,
    },
    caution: `In a landscape in pieces it says more about the size of one’s piece than about one’s place in it. ${forThePersonAlone}`,
    citation: [
      'Freeman 1978/79, Social Networks 1, 215–239',
      'Wasserman and Faust 1994, Social Network Analysis, p. 201',
      'Then et al. 2014, The more the merrier: efficient multi-source graph traversal, PVLDB 8, 449–460',
    ],
    run: (landscape: Landscape, values, control) => runParts(closenessOnLandscape, landscape, values, control),
    parts: closenessOnLandscape,
  }),
  measure({
    id: 'harmonic',
    family: 'position',
    question: 'How near are the others to each person, when whoever cannot be reached counts as infinitely far?',
    input: 'landscape',
    parameters: { kinds, weighted, directed, way },
    outputs: {
      harmonic: {
        per: 'person',
        unit: '0 to 1 without strengths; 1 = a tie with everybody',
        means: 'mean over all others of 1 / distance, 0 for those who cannot be reached',
      },
    },
    cost: 'Grows with people times ties / 32: two minutes for 100,000 people; with strengths as slow as exact betweenness.',
    when: {
      empty: 'No people: no values. One person or no ties: 0.',
      disconnected: 'Whoever cannot be reached counts 0 in the mean.',
      directed: 'Distances follow i → j; the setting “way” says from whom to whom.',
      weighted: byDistance,
    },
    caution: `Near ties weigh most: it is close to the number of ties in a dense landscape. ${forThePersonAlone}`,
    citation: [
      'Marchiori and Latora 2000, Physica A 285, 539–546',
      'Boldi and Vigna 2014, Axioms for centrality, Internet Mathematics 10, 222–262',
    ],
    run: (landscape: Landscape, values, control) => runParts(harmonicOnLandscape, landscape, values, control),
    parts: harmonicOnLandscape,
  }),
  measure({
    id: 'eigenvector',
    family: 'position',
    question: 'Who is tied to people who are themselves tied to many, and so on?',
    input: 'landscape',
    parameters: {
      kinds,
      weighted,
      directed,
      tolerance: { kind: 'number', means: 'largest residual, as a share', from: 1e-12, to: 1, default: 1e-10 },
      rounds: { kind: 'whole', means: 'most rounds over all ties', from: 1, to: 10_000_000, default: 10_000 },
    },
    outputs: {
      value: {
        per: 'person',
        unit: '0 to 1, the largest is 1',
        means: 'in proportion to the sum of the values of those tied to',
      },
      eigenvalue: {
        per: 'whole',
        unit: 'ties, or strengths',
        means: 'how much the values are stretched by one more step',
      },
      ...solved,
    },
    cost: 'Some dozens of rounds over all ties; many more where two parts of the landscape are almost alike.',
    when: {
      empty: 'No people: no values. No ties: 0 for everybody, eigenvalue 0.',
      disconnected:
        'The piece with the largest eigenvalue takes it all and the others get 0; where several share the largest, the proportion between them says nothing.',
      directed:
        'From those whose ties come in; without a circle of ties 0 for everybody. Page rank is often the better question.',
      weighted: 'Each tie counts by its strength.',
    },
    caution: `It lives in the densest corner of a landscape and is next to 0 elsewhere, whatever people do there. ${forThePersonAlone}`,
    citation: [
      'Bonacich 1972, Journal of Mathematical Sociology 2, 113–120',
      'Knyazev 2001, SIAM Journal on Scientific Computing 23, 517–541 (for mutual ties)',
    ],
    run: (landscape: Landscape, values, control) => {
      const { tolerance, rounds } = values
      const network = networkOf(landscape, values, stretch(control, 0, 0.2))
      return eigenvector(network, { tolerance, rounds }, stretch(control, 0.2, 1))
    },
  }),
] as const
