import { BadInput } from '../bad-input.ts'
import { networkOnce, onNetworkOnce } from '../clustering/network-once.ts'
import { checkpoint, quiet, stretch } from '../control.ts'
import { answeredOf } from '../crossing/answered-of.ts'
import { dimensionOf, partsOf } from '../crossing/dimension.ts'
import { columnsOf, kept } from '../crossing/placed-in.ts'
import { fewestTold, hiddenBut, toldParts } from '../crossing/told-parts.ts'
import { measure, type Values } from '../measure.ts'
import { answerRates } from '../network/answers.ts'
import type { Landscape } from '../network/landscape.ts'
import { networkParameters } from '../network/network-of.ts'
import { numberOf } from '../network/number-of.ts'
import { runParts } from '../parts.ts'
import { brokerageAgainstChanceParts } from './brokerage-against-chance.ts'
import { brokerageOfPerson } from './brokerage-of-person.ts'
import { constraintParts } from './constraint.ts'
import { crossedBy, PAIRS_BETWEEN_STOPS } from './crossed-by.ts'
import type { DensityModel } from './density-model.ts'
import { effectiveSizeParts } from './effective-size.ts'
import { handedOverBetween, type TwoLandscapes } from './handed-over-between.ts'
import { byRole, type PerRole, roleNames } from './roles.ts'
import { sideNames, sidesIn } from './sides.ts'

const { kinds, weighted } = networkParameters

const boundary = {
  kind: 'id',
  means: 'the boundary whose sides are looked at; none named: practices take the place of sides',
  names: 'boundary',
  default: null,
} as const

const directed = {
  kind: 'yes-or-no',
  means: 'follow who can learn from whom, not who has any tie with whom',
  default: false,
} as const

const roleParameters = {
  boundary,
  kinds,
  directed,
  draws: {
    kind: 'whole',
    means: 'how many times the sides are shuffled over the people, to see what chance gives',
    from: 0,
    to: 10_000,
    default: 200,
  },
  seed: { kind: 'seed', means: 'seed of the shuffles', default: 7 },
} as const

const forThePersonAlone =
  'For the person alone, never for others and never as a list of people; to others say only whether the boundary is crossed by one person, by several or directly.'

const rewards =
  'It praises keeping people apart: when a convener succeeds those numbers fall, because the people meet. Standing between is a position, not what somebody does, and it needs nearly all answers to be known.'

const gouldFernandez =
  'Gould and Fernandez 1989, Structures of mediation: a formal approach to brokerage in transaction networks, Sociological Methodology 19, 89–126'
const burt = 'Burt 1992, Structural holes: the social structure of competition'

const rolesOnLandscape = onNetworkOnce(
  brokerageAgainstChanceParts,
  (landscape: Landscape, { boundary, draws, seed }: Values<typeof roleParameters> & { fewest: number }, control) => {
    const sides = kept(() => sidesIn(landscape, boundary, control))
    return {
      get sides() {
        return sides()
      },
      draws,
      seed,
    }
  },
  (found, landscape, { boundary, fewest }, control) => {
    const told = toldParts(partsOf(landscape, dimensionOf(landscape, boundary), control).people, fewest)
    return {
      ...found,
      random: found.random && toldOfSides(found.random, told),
      answered: answerRates(landscape).everybody,
    }
  },
)
const constraintOnLandscape = onNetworkOnce(
  constraintParts,
  () => null,
  (constraint) => ({ constraint }),
)
const effectiveSizeOnLandscape = onNetworkOnce(
  effectiveSizeParts,
  () => null,
  (effectiveSize) => ({ effectiveSize }),
)

/** Means and deviations of sides that may be told; null for the others. */
function toldOfSides({ density, expected, sd, total }: DensityModel, told: readonly boolean[]) {
  const ofSides = (values: PerRole<Float64Array>) =>
    byRole((role) => Array.from(values[roleNames[role]!], (value, side) => (told[side] ? value : null)))
  return { density, expected: ofSides(expected), sd: ofSides(sd), total }
}

const ofTies = {
  disconnected: 'Nothing changes; people without ties have no value.',
  directed: 'A one-way tie counts as a tie.',
  weighted: 'With strengths a contact counts by the share of the person’s strength that is with them.',
} as const

export const brokerageMeasures = [
  measure({
    id: 'brokerage-roles',
    family: 'brokerage',
    question:
      'Who stands between people who have no tie, on which sides of a boundary, and more than chance would give?',
    input: 'landscape',
    parameters: { ...roleParameters, fewest: fewestTold },
    outputs: {
      total: {
        per: 'boundary',
        unit: 'chains a–b–c, in order',
        means: 'how often anybody is coordinator, consultant, gatekeeper, representative or liaison',
      },
      expected: {
        per: 'boundary',
        unit: 'chains',
        means: 'what shuffled sides give in the mean, exactly; nothing when fewer than three people have a known side',
      },
      shuffled: {
        per: 'boundary',
        unit: 'chains',
        means:
          'between which values 95 of 100 shuffles lie, and which share of them gave as many or more, as many or fewer',
      },
      people: { per: 'person', unit: 'chains a–b–c, in order', means: 'how often the person is each of the five' },
      chance: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'chance of each role under shuffled sides; times all chains of a person, what they could expect',
      },
      atOrAbove: {
        per: 'person',
        unit: 'share of shuffles, 0 to 1',
        means: 'in how many shuffles the person had as many chains in the role, or more',
      },
      random: {
        per: 'side',
        unit: 'chains',
        means:
          'mean and standard deviation for a person of the side, and for all, if as many ties were laid at random; nothing for a side with too few people, nor one that would give it away, nor where somebody straddles',
      },
      deviation: {
        per: 'person',
        unit: 'standard deviations',
        means:
          'how far above that mean the person is; NaN where it cannot vary or the side is not known, nothing where somebody straddles',
      },
      known: { per: 'boundary', unit: 'people', means: 'people whose side is known; the others are left out' },
      unknown: { per: 'boundary', unit: 'people', means: 'people whose side is not known' },
      answered: { per: 'whole', unit: 'people', means: 'how many there are and how many answered' },
    },
    cost: 'Triangles once, about ties · mean ties of a person, and about half as much again for each shuffle: a third of a second at a million ties, and half a minute with 200 shuffles.',
    when: {
      empty: 'No people or no ties: 0 everywhere.',
      disconnected: 'Nothing changes; chains lie inside pieces.',
      directed:
        'A chain follows a → b → c without a → c. With mutual ties each pair counts in both orders, and gatekeepers are representatives.',
      weighted: 'Strengths are not read. Who straddles counts in parts: their shares of each side multiply.',
    },
    caution: `${rewards} ${forThePersonAlone}`,
    citation: [gouldFernandez, 'Shares of several memberships and exact means of shuffles: our own'],
    run: (landscape: Landscape, values, control) => runParts(rolesOnLandscape, landscape, values, control),
    parts: rolesOnLandscape,
  }),
  measure({
    id: 'own-brokerage',
    family: 'brokerage',
    question: 'Between whom do I stand, on which sides of a boundary, and would chance give as much?',
    input: 'landscape',
    parameters: {
      person: {
        kind: 'id',
        means: 'the person who asks; nobody named: no values',
        names: 'person',
        default: null,
      },
      ...roleParameters,
    },
    outputs: {
      roles: { per: 'person', unit: 'chains a–b–c, in order', means: 'how often the person is each of the five' },
      expected: { per: 'person', unit: 'chains', means: 'what shuffled sides give in the mean, exactly' },
      shuffled: {
        per: 'person',
        unit: 'chains',
        means:
          'between which values 95 of 100 shuffles lie, and which share of them gave as many or more, as many or fewer',
      },
    },
    cost: 'The contacts of the person’s contacts once, then all people once for each shuffle.',
    when: {
      empty: 'A person without ties has 0 everywhere; nobody named: nothing.',
      disconnected: 'Nothing changes; chains lie inside the person’s piece.',
      directed: 'As brokerage-roles.',
      weighted: 'As brokerage-roles.',
    },
    caution: `${rewards} ${forThePersonAlone}`,
    citation: [gouldFernandez],
    run: (landscape: Landscape, { person, ...values }, control) => {
      if (person === null) return { roles: null, expected: null, shuffled: null }
      const number = numberOf(landscape.ids.people, person)
      if (number < 0) throw new BadInput('parameter person', person, 'the landscape has no such person')
      const sides = sidesIn(landscape, values.boundary, control)
      return brokerageOfPerson(
        networkOnce(landscape, values, stretch(control, 0, 0.3)),
        number,
        { ...values, sides },
        stretch(control, 0.3, 1),
      )
    },
  }),
  measure({
    id: 'crossed-by',
    family: 'brokerage',
    question: 'Is a boundary crossed directly, by several people, by one or by nobody we know of?',
    input: 'landscape',
    parameters: { boundary, kinds, fewest: fewestTold },
    outputs: {
      one: { per: 'pair', unit: 'id', means: 'the first side of the pair' },
      other: { per: 'pair', unit: 'id', means: 'the second side of the pair' },
      ties: { per: 'pair', unit: 'ties', means: 'ties between people of the two sides; who stands on both has none' },
      fromOne: { per: 'pair', unit: 'people', means: 'people of the first side who have such ties' },
      fromOther: { per: 'pair', unit: 'people', means: 'people of the second side who have such ties' },
      between: { per: 'pair', unit: 'people', means: 'people of neither side, or of both, with ties to both' },
      people: {
        per: 'pair',
        unit: 'people',
        means: 'at most so many carry the crossing: all of them gone, no tie and no chain by one person leads across',
      },
      answered: { per: 'pair', unit: 'people', means: 'how many there are and how many answered, on both sides' },
    },
    cost: 'Grows with people and ties, and with the squared number of sides around a person.',
    when: {
      empty:
        'No sides: no pairs. No ties: 0 for each pair. Nothing of a side with too few people, nor of one that would give it away.',
      disconnected: 'Pairs of sides without a known crossing have 0.',
      directed: 'A one-way tie counts as a tie.',
      weighted: 'Strengths are not read; several accounts of a pair are one tie.',
    },
    caution:
      'Say it with the number of people who answered: a crossing by one known person is often one answer. Never say who. Many chains by way of third people may lead across where no tie does.',
    citation: ['Our own definition; compare with the routes of fragility, which follow longer ways'],
    run: (landscape: Landscape, values, control) => {
      const { boundary, fewest } = values
      const found = crossedBy(
        networkOnce(landscape, values, stretch(control, 0, 0.5)),
        sidesIn(landscape, boundary, control),
        stretch(control, 0.5, 1),
      )
      const { people } = partsOf(landscape, dimensionOf(landscape, boundary), quiet(control))
      const told = toldParts(people, fewest)
      const rates = people.map((list) => answeredOf(landscape, list))
      const names = sideNames(landscape, boundary)
      const rows = found.map((pair, nth) => {
        if (nth % PAIRS_BETWEEN_STOPS === 0) checkpoint(quiet(control), 1)
        const [one, other] = [names[pair.one]!, names[pair.other]!]
        const row = { ...pair, one, other, answered: [rates[pair.one]!, rates[pair.other]!] }
        return told[pair.one] && told[pair.other] ? row : hiddenBut(row, ['one', 'other'])
      })
      return columnsOf(rows, ['one', 'other', 'ties', 'fromOne', 'fromOther', 'between', 'people', 'answered'])
    },
  }),
  measure({
    id: 'brokerage-handed-over',
    family: 'brokerage',
    question: 'Between whom did people stand who have met since?',
    input: 'two-landscapes',
    parameters: {
      boundary,
      kinds,
      directed,
      accounts: {
        kind: 'whole',
        means: 'how many accounts a new tie needs to be confirmed; one is a perhaps',
        from: 1,
        to: 100,
        default: 2,
      },
    },
    outputs: {
      handedOver: {
        per: 'person',
        unit: 'chains a–b–c, in order',
        means:
          'chains by role, for each person and in all, whose ends have a confirmed tie since; across: between two sides',
      },
      perhaps: { per: 'person', unit: 'chains', means: 'the same where one account of the new tie is enough' },
      standingBefore: { per: 'boundary', unit: 'chains', means: 'chains between two sides in the earlier picture' },
      standingAfter: { per: 'boundary', unit: 'chains', means: 'chains between two sides in the later picture' },
      personBefore: { per: 'person', unit: 'chains', means: 'the same through each person of the earlier picture' },
      personAfter: { per: 'person', unit: 'chains', means: 'the same later; 0 for who is no longer there' },
    },
    cost: 'Triangles of both pictures, and new ties · mean ties of a person.',
    when: {
      empty: '0 everywhere.',
      disconnected: 'Nothing changes; a chain lies inside a piece.',
      directed: 'A chain a → b → c is handed over when a → c is new. With mutual ties each pair counts in both orders.',
      weighted: 'Strengths are not read; a tie of strength or freshness 0 is none.',
    },
    caution:
      'They may have met without the person between. A tie that nobody mentioned earlier looks new, and accounts do not say who gave them, so two of them may be one person’s. Numbers of a person are for the person alone.',
    citation: ['Our own definition, after Gould and Fernandez 1989'],
    run: (two: TwoLandscapes, values, control) => handedOverBetween(two, values, control),
  }),
  measure({
    id: 'constraint',
    family: 'brokerage',
    question: 'How much do a person’s contacts hold them in one circle?',
    input: 'landscape',
    parameters: { kinds, weighted },
    outputs: {
      constraint: {
        per: 'person',
        unit: 'above 0, seldom above 1.2',
        means:
          'low: contacts in separate circles; high: all effort goes to people who know each other; NaN without ties',
      },
    },
    cost: 'Triangles once, about ties · mean ties of a person; five seconds at ten million ties.',
    when: { empty: 'No people: no values. No ties: no value for anybody.', ...ofTies },
    caution: `${rewards} For the person alone, never for others and never as a list of people.`,
    citation: [burt, 'Everett and Borgatti 2020, Unpacking Burt’s constraint measure, Social Networks 62, 50–57'],
    run: (landscape: Landscape, values, control) => runParts(constraintOnLandscape, landscape, values, control),
    parts: constraintOnLandscape,
  }),
  measure({
    id: 'effective-size',
    family: 'brokerage',
    question: 'To how many separate circles is a person tied?',
    input: 'landscape',
    parameters: { kinds, weighted },
    outputs: {
      effectiveSize: {
        per: 'person',
        unit: 'contacts, 1 to their number',
        means: 'contacts of the person, less what their ties among each other make double; NaN without ties',
      },
    },
    cost: 'Triangles once, about ties · mean ties of a person; some four seconds at ten million ties.',
    when: { empty: 'No people: no values. No ties: no value for anybody.', ...ofTies },
    caution: `${rewards} For the person alone, never for others and never as a list of people.`,
    citation: [burt, 'Borgatti 1997, Structural holes: unpacking Burt’s redundancy measures, Connections 20, 35–38'],
    run: (landscape: Landscape, values, control) => runParts(effectiveSizeOnLandscape, landscape, values, control),
    parts: effectiveSizeOnLandscape,
  }),
] as const
