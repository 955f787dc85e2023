import { BadInput } from '../bad-input.ts'
import { checkpoint, quiet } from '../control.ts'
import { measure } from '../measure.ts'
import { answerRates } from '../network/answers.ts'
import type { Landscape } from '../network/landscape.ts'
import { networkParameters } from '../network/network-of.ts'
import { numberOf } from '../network/number-of.ts'
import { runParts } from '../parts.ts'
import { crossingByChanceParts } from './crossing-by-chance.ts'
import { crossingMatrix } from './crossing-matrix.ts'
import { dimensionOf, partsOf } from './dimension.ts'
import { type EI, externalInternalParts } from './e-i.ts'
import { externalInternalByPart, ownExternalInternal } from './e-i-by-part.ts'
import { type FractionalEI, fractionalParts } from './fractional-e-i.ts'
import { columnsOf, ofLandscape, type PlacedChoice, partIds, placedIn, sharedIn } from './placed-in.ts'
import { MOST_DRAWS } from './shuffles.ts'
import { fewestTold, hiddenBut, toldNumbers, wholeTold } from './told-parts.ts'

const { kinds, weighted } = networkParameters

const boundary = {
  kind: 'id',
  names: 'boundary',
  means: 'the boundary whose sides people are told apart by; none: their practices',
  default: null,
} as const

const draws = {
  kind: 'whole',
  means: 'how often labels are shuffled over the people, to compare with chance; 0 = not at all',
  from: 0,
  to: MOST_DRAWS,
  default: 1000,
} as const

const seed = { kind: 'seed', means: 'which shuffles are drawn', default: 7 } as const

const small = 'Nothing of a side or practice with too few people, nor of one that would give it away.'
const whollySmall = 'Nor where fewer than two sides or practices have enough people, and one has too few.'

const ratio = '−1 (all inside) to +1 (all across)'

const readAside =
  'Read it beside what chance gives: small groups look outward by arithmetic alone. High is not good: a group needs its inside, too. ' +
  'Another boundary may say the opposite. A tie is not learning. Who was not asked looks unconnected, so say how many answered.'

const krackhardt =
  'Krackhardt and Stern 1988, Informal networks and organizational crises, Social Psychology Quarterly 51, 123–140'

interface TellingChoice extends PlacedChoice {
  fewest: number
}

/** A whole value with the answer rate beside it; nothing of it where it would be that of a small side or practice. */
function toldWhole<Found extends { unplaced: number }>(found: Found, landscape: Landscape, values: TellingChoice) {
  const parts = partsOf(landscape, dimensionOf(landscape, values.boundary))
  const told = wholeTold(parts, values.fewest) ? found : hiddenBut(found, ['unplaced'])
  return { ...told, answered: answerRates(landscape).everybody }
}

const eiParts = ofLandscape(externalInternalParts, placedIn, toldWhole<EI>)

const shared = ofLandscape(fractionalParts, sharedIn, toldWhole<FractionalEI>)

const matrixParts = ofLandscape(crossingByChanceParts, placedIn, (cells, landscape, values: TellingChoice, control) => {
  const dimension = dimensionOf(landscape, values.boundary)
  const matrix = crossingMatrix(landscape, dimension, values.kinds, quiet(control))
  const told = toldNumbers(partsOf(landscape, dimension), values.fewest)
  const ids = partIds(landscape, values.boundary)
  const rows = matrix.cells.map((cell, k) => {
    const { low = null, high = null, sd = null, atOrBelow = null } = cells[k]!.shuffled ?? {}
    const row = { ...cell, one: ids[cell.one]!, other: ids[cell.other]!, low, high, sd, atOrBelow }
    return told.has(cell.one) && told.has(cell.other) ? row : hiddenBut(row, ['one', 'other'])
  })
  const { ties, people, unplaced, answered } = matrix
  const fields = [
    'one',
    'other',
    'seen',
    'expected',
    'ratio',
    'low',
    'high',
    'sd',
    'atOrBelow',
    'pairs',
    'inBoth',
    'answered',
  ] as const
  return { pairs: columnsOf(rows, fields), ties, people, unplaced, answered }
})

const byChance = {
  shuffled: {
    per: 'whole',
    unit: ratio,
    means: 'the same for shuffled labels: mean, sd, low and high (95 % interval), share at or below what is seen',
  },
  withoutTopBridger: { per: 'whole', unit: ratio, means: 'the lowest value when one bridging person is left out' },
  unplaced: { per: 'whole', unit: 'people', means: 'who belong to no side or practice, and are left out' },
  answered: { per: 'whole', unit: 'people', means: 'how many there are and how many answered' },
} as const

export const crossingMeasures = [
  measure({
    id: 'external-internal',
    family: 'crossing',
    question: 'Do ties stay inside sides or practices, or do they cross, and is that more than chance?',
    input: 'landscape',
    parameters: { boundary, kinds, draws, seed, fewest: fewestTold },
    outputs: {
      external: { per: 'whole', unit: 'ties', means: 'whose ends share no side' },
      internal: { per: 'whole', unit: 'ties', means: 'whose ends share a side' },
      ei: { per: 'whole', unit: ratio, means: '(external − internal) / (external + internal)' },
      expected: { per: 'whole', unit: ratio, means: 'the mean for shuffled labels, exact' },
      expectedSd: { per: 'whole', unit: 'E-I', means: 'their standard deviation, exact' },
      rescaled: { per: 'whole', unit: ratio, means: 'stretched to what sizes and the number of ties permit' },
      density: { per: 'whole', unit: ratio, means: 'the same from shares of possible ties in place of ties' },
      ...byChance,
    },
    cost: 'Grows with draws times ties: ten seconds of CPU for 1,000 draws at a million ties.',
    when: {
      empty: `Nobody, or no ties: no values. ${whollySmall}`,
      disconnected: 'Nothing changes.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Every tie counts as 1; the fractional form counts strengths.',
    },
    caution: readAside,
    citation: [
      krackhardt,
      'Moran 1948, The interpretation of statistical maps, JRSS B 10, 243–251 (spread of shuffled labels)',
    ],
    run: (landscape: Landscape, values, control) => runParts(eiParts, landscape, values, control),
    parts: eiParts,
  }),
  measure({
    id: 'external-internal-by-part',
    family: 'crossing',
    question: 'Which sides or practices look inward, and which outward?',
    input: 'landscape',
    parameters: {
      boundary,
      kinds,
      fewest: fewestTold,
    },
    outputs: {
      part: { per: 'group', unit: 'id', means: 'the side or practice' },
      people: { per: 'group', unit: 'people', means: 'who belong to it; nothing, as all that follows, where too few' },
      external: { per: 'group', unit: 'ties', means: 'with one end in it' },
      internal: { per: 'group', unit: 'ties', means: 'with both ends in it' },
      ei: { per: 'group', unit: ratio, means: '(external − internal) / (external + internal)' },
      expected: { per: 'group', unit: ratio, means: 'the same from the mean ties of shuffled labels' },
    },
    cost: 'Grows with ties: a second at ten million.',
    when: {
      empty: `No values without sides or practices, or without ties. ${small}`,
      disconnected: 'Nothing changes.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Every tie counts as 1.',
    },
    caution: `Never a list of best and worst. ${readAside}`,
    citation: [krackhardt],
    run(landscape: Landscape, values, control) {
      const { network, parts } = placedIn(landscape, values, control)
      const ids = partIds(landscape, values.boundary)
      const found = externalInternalByPart(network, parts, values.fewest, control)
      const rows = found.map((row) => ({ ...row, part: ids[row.part]! }))
      checkpoint(control, 1)
      return columnsOf(rows, ['part', 'people', 'external', 'internal', 'ei', 'expected'])
    },
  }),
  measure({
    id: 'own-external-internal',
    family: 'crossing',
    question: 'Do my own ties stay inside, or do they cross?',
    input: 'landscape',
    parameters: {
      boundary,
      kinds,
      person: { kind: 'id', names: 'person', means: 'who asks; none: no values', default: null },
    },
    outputs: {
      external: { per: 'person', unit: 'ties', means: 'to people with whom one shares no side or practice' },
      internal: { per: 'person', unit: 'ties', means: 'to people with whom one does' },
      ei: { per: 'person', unit: ratio, means: '(external − internal) / (external + internal)' },
    },
    cost: 'Grows with the ties of the landscape, which are laid out first.',
    when: {
      empty: 'Nobody asks, or the person has no ties: no value.',
      disconnected: 'Nothing changes.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Every tie counts as 1.',
    },
    caution: `For the person alone, never for others and never compared between people. ${readAside}`,
    citation: [krackhardt],
    run(landscape: Landscape, values, control) {
      if (values.person === null) return { external: null, internal: null, ei: null }
      const person = numberOf(landscape.ids.people, values.person)
      if (person < 0) throw new BadInput('parameter person', values.person, 'the landscape has nobody of this id')
      const { network, parts } = placedIn(landscape, values, control)
      const found = ownExternalInternal(network, parts, person)
      checkpoint(control, 1)
      return found
    },
  }),
  measure({
    id: 'fractional-external-internal',
    family: 'crossing',
    question: 'How far do ties cross, when people stand in several practices or on several sides?',
    input: 'landscape',
    parameters: { boundary, kinds, weighted, draws, seed, fewest: fewestTold },
    outputs: {
      external: { per: 'whole', unit: 'strength of ties', means: 'as far as their ends have nothing in common' },
      internal: { per: 'whole', unit: 'strength of ties', means: 'as far as they have' },
      ei: { per: 'whole', unit: ratio, means: '(external − internal) / (external + internal)' },
      expected: { per: 'whole', unit: ratio, means: 'the mean for shuffled memberships, exact' },
      ...byChance,
    },
    cost: 'Grows with draws times ties: fifteen seconds of CPU for 1,000 draws at a million ties, more where few people belong to the same practices.',
    when: {
      empty: `Nobody, or no ties: no values. ${whollySmall}`,
      disconnected: 'Nothing changes.',
      directed: 'A one-way tie is a tie.',
      weighted:
        'As asked for: strength · freshness of each tie, or 1. Memberships always count by their weight, sides of a straddler equally.',
    },
    caution: `How people divide themselves is a rough guess; somebody in many practices has little in common with anybody in one. ${readAside}`,
    citation: [krackhardt],
    run: (landscape: Landscape, values, control) => runParts(shared, landscape, values, control),
    parts: shared,
  }),
  measure({
    id: 'crossing-matrix',
    family: 'crossing',
    question: 'Between which two sides or practices are there fewer or more ties than chance would give?',
    input: 'landscape',
    parameters: { boundary, kinds, draws, seed, fewest: fewestTold },
    outputs: {
      pairs: {
        per: 'pair',
        unit: 'ties, ratios, people',
        means:
          'in columns: the two sides; ties seen, expected and their ratio; for shuffled labels low and high (95 % interval), sd and the share at or below what is seen; pairs that could have a tie; people on both sides; who answered',
      },
      ties: { per: 'whole', unit: 'ties', means: 'among people who belong to some side or practice' },
      people: { per: 'whole', unit: 'people', means: 'who belong to some side or practice' },
      unplaced: { per: 'whole', unit: 'people', means: 'who belong to none, and are left out' },
      answered: { per: 'whole', unit: 'people', means: 'how many there are and how many answered' },
    },
    cost: 'Grows with draws times ties: fifteen seconds of CPU for 1,000 draws at a million ties. At most 128 sides or practices at once.',
    when: {
      empty: `No pairs under two sides; no ratio where nothing could be expected. ${small}`,
      disconnected: 'Nothing changes.',
      directed: 'A one-way tie is a tie.',
      weighted: 'Every tie counts as 1.',
    },
    caution: `Of a hundred pairs five lie outside a 95 % interval by chance alone. ${readAside}`,
    citation: ['Seen beside expected under random mixing; shuffled labels as in a permutation test'],
    run: (landscape: Landscape, values, control) => runParts(matrixParts, landscape, values, control),
    parts: matrixParts,
  }),
] as const
