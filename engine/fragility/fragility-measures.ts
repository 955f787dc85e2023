import { BadInput } from '../bad-input.ts'
import { checkpoint, stretch } from '../control.ts'
import { dimensionOf, partsOf } from '../crossing/dimension.ts'
import { columnsOf, ofLandscape, partIds } from '../crossing/placed-in.ts'
import { fewestTold, hiddenBut, toldNumbers } from '../crossing/told-parts.ts'
import { measure } from '../measure.ts'
import { answerRates } from '../network/answers.ts'
import { type Landscape, numbering, practiceSize } from '../network/landscape.ts'
import { networkOf, networkParameters } from '../network/network-of.ts'
import { numberOf } from '../network/number-of.ts'
import { runParts } from '../parts.ts'
import { tellable } from '../tellable.ts'
import { cutPointTotals } from './cut-point-totals.ts'
import { cutPoints } from './cut-points.ts'
import { fragilityParts } from './fragile-boundary.ts'
import { routeCount, routeNetwork } from './route-count.ts'

const { kinds } = networkParameters

const limit = (most: number) =>
  ({
    kind: 'whole',
    means: 'stop counting routes here: much sooner known, and often all one needs',
    from: 1,
    to: 1_000_000,
    default: most,
  }) as const

const practice = (means: string) => ({ kind: 'id', names: 'practice', means, default: null }) as const

const missing =
  'Missing answers create false fragility: say “1 known route” and how many answered. Ties that nobody told of carry, too.'

const nobodyNamed = 'To others only numbers, never who: a known bridge becomes a target and a burden.'

const menger = 'Menger 1927, Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10, 96–115'
const dinic =
  'Dinic 1970, Soviet Mathematics Doklady 11, 1277–1280; Even and Tarjan 1975, SIAM Journal on Computing 4, 507–518'
const tarjan = 'Hopcroft and Tarjan 1973, Algorithm 447, Communications of the ACM 16, 372–378'

const when = {
  disconnected: 'No route between pieces: 0 routes.',
  directed: 'A one-way tie is a tie: a route is a chain of people who know one another.',
}

const fragile = ofLandscape(
  fragilityParts,
  (landscape, values: { boundary: string | null }) => ({
    landscape,
    dimension: dimensionOf(landscape, values.boundary),
  }),
  (pairs, landscape, { boundary, fewest }: { boundary: string | null; fewest: number }, control) => {
    const ids = partIds(landscape, boundary)
    const told = toldNumbers(partsOf(landscape, dimensionOf(landscape, boundary), control), fewest)
    const rows = pairs.map((pair) => {
      const row = { ...pair, one: ids[pair.one]!, other: ids[pair.other]! }
      return told.has(pair.one) && told.has(pair.other) ? row : hiddenBut(row, ['one', 'other'])
    })
    const fields = [
      'one',
      'other',
      'ties',
      'routes',
      'orMore',
      'effective',
      'freshness',
      'weak',
      'fragile',
      'answered',
    ] as const
    return columnsOf(rows, fields)
  },
)

export const fragilityMeasures = [
  measure({
    id: 'fragile-boundaries',
    family: 'fragility',
    question: 'Between which two sides or practices does the contact hang on little?',
    input: 'landscape',
    parameters: {
      boundary: {
        kind: 'id',
        names: 'boundary',
        means: 'the boundary whose sides are asked about; none: the practices',
        default: null,
      },
      kinds,
      limit: limit(3),
      leastAnswered: {
        kind: 'number',
        means: 'share of each side that has to have answered before it is called fragile for sure',
        from: 0,
        to: 1,
        default: 0.5,
      },
      fewest: fewestTold,
    },
    outputs: {
      one: { per: 'pair', unit: 'id', means: 'the one side or practice' },
      other: { per: 'pair', unit: 'id', means: 'the other' },
      ties: { per: 'pair', unit: 'ties', means: 'known ties with one end in each' },
      routes: { per: 'pair', unit: 'routes', means: 'separate routes through the whole network, up to the limit' },
      orMore: { per: 'pair', unit: 'yes or no', means: 'the limit was reached' },
      effective: {
        per: 'pair',
        unit: 'people, 0 or more',
        means: 'effective number of people who carry the ties, on both sides',
      },
      freshness: { per: 'pair', unit: '0 to 1', means: 'the middle freshness of the ties' },
      weak: { per: 'pair', unit: 'list', means: 'what is weak: no-route, one-route, few-people, not-fresh' },
      fragile: { per: 'pair', unit: 'yes, perhaps or no', means: 'perhaps: weak, but too few answered to be sure' },
      answered: { per: 'pair', unit: 'people', means: 'how many there are and how many answered, on both sides' },
    },
    cost: 'Each pair takes a few walks through all ties; at most 64 sides or practices at once.',
    when: {
      ...when,
      empty:
        'No pairs under two sides; without ties no freshness and 0 effective people. Nothing of a side or practice with too few people, nor of one that would give it away.',
      weighted: 'Routes count people; effective people are by strength · freshness.',
    },
    caution: `The lines (one route, two people, freshness one half) are our own. ${missing} ${nobodyNamed}`,
    citation: [
      menger,
      dinic,
      'Simpson 1949, Measurement of diversity, Nature 163, 688 (its inverse: effective number)',
    ],
    run: (landscape: Landscape, values, control) => runParts(fragile, landscape, values, control),
    parts: fragile,
  }),
  measure({
    id: 'separate-routes',
    family: 'fragility',
    question: 'How many people would have to leave before nothing leads from one practice to another?',
    input: 'landscape',
    parameters: {
      from: practice('the one practice; none: no value'),
      to: practice('the other practice; none: no value'),
      kinds,
      limit: limit(1_000_000),
      fewest: { ...fewestTold, means: 'say nothing when one of the two has fewer people' },
    },
    outputs: {
      routes: { per: 'pair', unit: 'people, 0 or more', means: '0: no route; 1: all hangs on one person' },
      answered: { per: 'pair', unit: 'people', means: 'how many there are and how many answered, in both' },
    },
    cost: 'A few walks through all ties: 0.2 s of CPU at a million ties for two practices of 60.',
    when: {
      ...when,
      empty: 'A practice without people has no route. No value when one of the two has too few people.',
      weighted: 'Strengths do not count.',
    },
    caution: `People of the two practices count as well as those between them. ${missing} ${nobodyNamed}`,
    citation: [menger, dinic],
    run(landscape: Landscape, values, control) {
      if (values.from === null || values.to === null) return { routes: null, answered: null }
      const [from, to] = [values.from, values.to].map((id, nth) => {
        const number = numbering(landscape.ids.practices).get(id)
        const name = nth === 0 ? 'from' : 'to'
        if (number === undefined)
          throw new BadInput(`parameter ${name}`, id, 'the landscape has no practice of this id')
        return number
      }) as [number, number]
      if (![from, to].every((a) => tellable(practiceSize(landscape, a), values.fewest))) {
        return { routes: null, answered: null }
      }
      const { byPractice } = answerRates(landscape)
      const network = routeNetwork(landscape, values.kinds, control)
      const routes = routeCount(landscape, network, from, to, values.limit, control)
      return { routes, answered: [byPractice[from]!, byPractice[to]!] }
    },
  }),
  measure({
    id: 'cut-points',
    family: 'fragility',
    question: 'How often does the whole hang on one tie, or on one person?',
    input: 'landscape',
    parameters: { kinds },
    outputs: {
      bridges: { per: 'whole', unit: 'ties', means: 'whose end would part people who are joined now' },
      cutPeople: { per: 'whole', unit: 'people', means: 'whose leaving would part others who are joined now' },
      boundary: { per: 'boundary', unit: 'id', means: 'the boundary' },
      crossingBridges: { per: 'boundary', unit: 'ties', means: 'the bridges that cross it' },
      crossingCutPeople: { per: 'boundary', unit: 'people', means: 'the cut people with a tie that crosses it' },
    },
    cost: 'One walk through all ties: a second at ten million.',
    when: {
      empty: 'Nobody, or no ties: 0.',
      disconnected: 'Every piece by itself; a person without ties is no cut point.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Strengths do not count.',
    },
    caution: `People at the rim hang on one tie in every network: many bridges are nothing unusual. ${missing} ${nobodyNamed}`,
    citation: [tarjan],
    run(landscape: Landscape, values, control) {
      const { bridges, cutPeople, boundaries } = cutPointTotals(landscape, values.kinds, control)
      return {
        bridges,
        cutPeople,
        boundary: boundaries.map(({ boundary }) => landscape.ids.boundaries[boundary]!),
        crossingBridges: boundaries.map((one) => one.bridges),
        crossingCutPeople: boundaries.map((one) => one.cutPeople),
      }
    },
  }),
  measure({
    id: 'own-cut-point',
    family: 'fragility',
    question: 'Would others lose touch with one another if I left?',
    input: 'landscape',
    parameters: { kinds, person: { kind: 'id', names: 'person', means: 'who asks; none: no values', default: null } },
    outputs: {
      pieces: {
        per: 'person',
        unit: 'pieces, 0 or more',
        means: 'into which the people one is joined with would fall; 2 or more: others would lose touch',
      },
      bridges: { per: 'person', unit: 'ties', means: 'own ties that nothing else could replace' },
    },
    cost: 'One walk through all ties: a second at ten million.',
    when: {
      empty: 'Nobody asks: no value. Without ties 0 pieces.',
      disconnected: 'Only the people one is joined with count.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Strengths do not count.',
    },
    caution: `For the person alone; never shown to others. It asks nobody to carry more. ${missing}`,
    citation: [tarjan],
    run(landscape: Landscape, values, control) {
      if (values.person === null) return { pieces: null, bridges: null }
      const person = numberOf(landscape.ids.people, values.person)
      if (person < 0) throw new BadInput('parameter person', values.person, 'the landscape has nobody of this id')
      const network = networkOf(landscape, values, stretch(control, 0, 0.5))
      const { pieces, bridges } = cutPoints(network, stretch(control, 0.5, 1))
      checkpoint(control, 1)
      return { pieces: pieces[person]!, bridges: bridges.reduce((count, i) => count + (i === person ? 1 : 0), 0) }
    },
  }),
] as const
