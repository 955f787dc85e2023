import { BadInput } from '../bad-input.ts'
import { measure } from '../measure.ts'
import { type Landscape, tieKinds } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { numberOf } from '../network/number-of.ts'
import { type Parted, runParts } from '../parts.ts'
import type { Threshold } from './complex-story.ts'
import type { DatedSpace } from './meetings.ts'
import { openSpreadParts, RUNS_A_PART, type SpreadPart } from './spread-parts.ts'
import type { SpreadPlan } from './spread-plan.ts'
import { joinRuns, type SpreadReport } from './spread-report.ts'
import { tiedPractices } from './stuck-pairs.ts'

const parameters = {
  people: {
    kind: 'ids',
    means: 'who has it first; nobody named: some are drawn for each story',
    names: 'person',
    default: [],
  },
  practices: {
    kind: 'ids',
    means: 'from which practices they are drawn; none named: from all people',
    names: 'practice',
    default: [],
  },
  starters: { kind: 'whole', means: 'how many are drawn', from: 1, to: 10_000, default: 3, unit: 'people' },
  months: { kind: 'whole', means: 'how far to look', from: 1, to: 240, default: 24, unit: 'months' },
  chance: {
    kind: 'number',
    means: 'chance that a tie of strength 1, confirmed now, inside one side carries',
    from: 0,
    to: 1,
    default: 0.3,
  },
  crossing: { kind: 'number', means: 'factor for each boundary a tie crosses', from: 0, to: 1, default: 0.5 },
  kinds: {
    kind: 'some-of',
    means: 'kinds of ties that carry; a conflict never does',
    of: tieKinds,
    default: ['talks', 'learns', 'works'],
  },
  space: {
    kind: 'id',
    means: 'the space that meets; none named: all spaces of the landscape',
    names: 'space',
    default: null,
  },
  firstMeeting: { kind: 'whole', means: 'month of the first meeting', from: 1, to: 240, default: 1 },
  every: { kind: 'whole', means: 'months from one meeting to the next', from: 1, to: 240, default: 1, unit: 'months' },
  attendance: { kind: 'number', means: 'chance that a member comes to a meeting', from: 0, to: 1, default: 0.6 },
  reachedWith: {
    kind: 'whole',
    means: 'people of a practice who must have it for the practice to count as reached',
    from: 1,
    to: 1000,
    default: 2,
    unit: 'people',
  },
  effect: {
    kind: 'number',
    means: 'chance that who tried sees an effect; 0: not looked at',
    from: 0,
    to: 1,
    default: 0,
  },
  toldBack: {
    kind: 'number',
    means: 'chance that who saw an effect tells it back; 0: not looked at',
    from: 0,
    to: 1,
    default: 0,
  },
  runs: { kind: 'whole', means: 'how many stories are drawn', from: 10, to: 10_000, default: 200 },
  stories: { kind: 'whole', means: 'how many of them are told one by one', from: 0, to: 100, default: 20 },
  seed: { kind: 'seed', means: 'seed of all chance', default: 7 },
} as const

const simpleParameters = {
  ...parameters,
  tries: { kind: 'number', means: 'chance that who met it tries it; 0: not looked at', from: 0, to: 1, default: 0 },
} as const

const complexParameters = {
  ...parameters,
  counted: {
    kind: 'one-of',
    means: 'what is counted: people around one who tried, their share, or the practices they come from',
    of: ['people', 'share', 'practices'],
    default: 'people',
  },
  threshold: {
    kind: 'number',
    means: 'how many of them it takes; for a share, 0.01 to 1',
    from: 0.01,
    to: 1000,
    default: 2,
  },
} as const

/** The values that both measures know. */
interface Values {
  people: readonly string[]
  practices: readonly string[]
  starters: number
  months: number
  chance: number
  crossing: number
  kinds: readonly string[]
  space: string | null
  firstMeeting: number
  every: number
  attendance: number
  reachedWith: number
  effect: number
  toldBack: number
  runs: number
  stories: number
  seed: number | string
}

function planOf(landscape: Landscape, values: Values, way: SpreadPlan['way'], tries: number): SpreadPlan {
  const { people, practices, starters, effect, toldBack } = values
  return {
    way,
    chance: values.chance,
    crossing: values.crossing,
    kinds: values.kinds as readonly TieKind[],
    starters: people.length > 0 ? { people } : { count: starters, practices },
    spaces: spacesOf(landscape, values),
    months: values.months,
    runs: values.runs,
    seed: values.seed,
    reachedWith: values.reachedWith,
    follow: { tries, effect, toldBack },
    stories: values.stories,
  }
}

/** An id that is not there is named by the parameter it was given in, also where it would not be read. */
function soundStarters({ ids }: Landscape, { people, practices }: Values): void {
  for (const [name, given, known] of [
    ['people', people, ids.people],
    ['practices', practices, ids.practices],
  ] as const) {
    const stray = given.find((id) => numberOf(known, id) < 0)
    if (stray !== undefined) {
      throw new BadInput(`parameter ${name}`, stray, `there is nothing of this id among the ${name} of the landscape`)
    }
  }
}

function spacesOf({ ids, spaceStart, spacePerson }: Landscape, values: Values): DatedSpace[] {
  const { space, firstMeeting, every, months, attendance } = values
  if (space !== null && numberOf(ids.spaces, space) < 0) {
    throw new BadInput('parameter space', space, 'there is no space of this id in the landscape')
  }
  const dates: number[] = []
  for (let t = firstMeeting; t <= months; t += every) dates.push(t)
  return ids.spaces.flatMap((id, s) =>
    space === null || space === id
      ? [{ id, members: spacePerson.subarray(spaceStart[s]!, spaceStart[s + 1]!), months: dates, attendance }]
      : [],
  )
}

function partsOf<V extends Values>(
  plan: (landscape: Landscape, values: V) => SpreadPlan,
): Parted<Landscape, V, SpreadPart, SpreadReport> {
  return {
    count: (_, { runs }) => Math.ceil(runs / RUNS_A_PART),
    open: (landscape, values, opening) => {
      soundStarters(landscape, values)
      const planned = plan(landscape, values)
      const compute = openSpreadParts(landscape, planned, opening)
      return (nth, control) => ({
        tied: nth === 0 ? tiedPractices(landscape, planned.kinds, control) : null,
        runs: compute(nth, control),
      })
    },
    join: (landscape, values) => joinRuns(landscape, plan(landscape, values)),
  }
}

const simpleParts = partsOf((landscape: Landscape, values: Values & { tries: number }) =>
  planOf(landscape, values, 'simple', values.tries),
)
const complexParts = partsOf(
  (landscape: Landscape, values: Values & { counted: Threshold['counted']; threshold: number }) =>
    planOf(landscape, values, { counted: values.counted, at: values.threshold }, 0),
)

const outputs = {
  'planned.practices': { per: 'month', unit: 'practices', means: 'practices reached by then: median and 10–90 % band' },
  'planned.people': {
    per: 'month',
    unit: 'people',
    means: 'people who have it by then, met or, with a threshold, tried: median and 10–90 % band',
  },
  'planned.tried': {
    per: 'month',
    unit: 'people',
    means: 'people who tried it by then; null where it is not looked at',
  },
  'planned.effect': { per: 'month', unit: 'people', means: 'people who saw an effect; null where it is not looked at' },
  'planned.toldBack': {
    per: 'month',
    unit: 'people',
    means: 'people who told it back; null where it is not looked at',
  },
  'planned.crossings': {
    per: 'boundary',
    unit: 'months',
    means:
      'first somebody who shares no side with the starters: share of the stories with its 95 % interval, 10 %, median and 90 % month',
  },
  without: { per: 'month', unit: 'as planned', means: 'the same as `planned` with no space; null where none meets' },
  random: {
    per: 'month',
    unit: 'as planned',
    means: 'the same as `planned` with as many people by lot in each space; null where none meets',
  },
  moreThanWithout: { per: 'month', unit: 'practices', means: 'practices more than in the same runs with no space' },
  moreThanRandom: {
    per: 'month',
    unit: 'practices',
    means: 'practices more than in the same runs with as many people by lot in each space',
  },
  stuck: { per: 'pair', unit: 'share, 0 to 1', means: 'stories that end with one practice reached and a tied one not' },
  cannotSay: { per: 'whole', unit: 'words, or null', means: 'why there is nothing to tell: then `planned` is null' },
  known: { per: 'whole', unit: 'people', means: 'how many people there are, and how many of them answered' },
  stories: {
    per: 'practice',
    unit: 'people and months',
    means: 'some single stories, as counts by practice of five and more',
  },
} as const
const cost =
  'stories · 3 (with, without and with random spaces) · ties out of those reached; a fraction of that in memory'
const when = {
  empty: 'nobody to begin with: it says so',
  disconnected: 'what no tie and no meeting leads to is never reached',
  directed: 'a one-way tie carries to the one who can learn',
  weighted: 'chance = chance · strength · freshness, times the factor for each boundary crossed',
} as const
const caution =
  'Possible, not forecast: show the bands and many stories, never one line, with what was assumed and how many answered. Chances, dates and thresholds are guesses; order of plans is sounder than size. Pairs nobody was asked about carry nothing here. Ideas change as they travel, and who resists may be right. Hold the bands against what really happened, later.'

/** Measures of how something may spread month by month. */
export const spreadingMeasures = [
  measure({
    id: 'simple-spread',
    family: 'spreading',
    question: 'How may news travel month by month, where one contact is enough?',
    input: 'landscape',
    parameters: simpleParameters,
    outputs,
    cost,
    when,
    caution,
    citation: ['Kempe, Kleinberg and Tardos 2003, Maximizing the spread of influence through a social network'],
    run: (landscape: Landscape, values, control) => runParts(simpleParts, landscape, values, control),
    parts: simpleParts,
  }),
  measure({
    id: 'complex-spread',
    family: 'spreading',
    question: 'How may a change of practice travel month by month, where one contact is not enough?',
    input: 'landscape',
    parameters: complexParameters,
    outputs: {
      ...outputs,
      'planned.met': {
        per: 'month',
        unit: 'people',
        means: 'people in contact with somebody who tried: median and 10–90 % band',
      },
    },
    cost,
    when,
    caution: `${caution} A tie counts as contact in a story only when it is open there, so few are near a threshold when chances are low.`,
    citation: [
      'Centola and Macy 2007, Complex contagions and the weakness of long ties',
      'Granovetter 1978, Threshold models of collective behavior',
    ],
    run: (landscape: Landscape, values, control) => runParts(complexParts, landscape, values, control),
    parts: complexParts,
  }),
] as const
