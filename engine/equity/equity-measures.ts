import { type Control, checkpoint, quiet } from '../control.ts'
import { measure } from '../measure.ts'
import { evenness } from './evenness.ts'
import { presence } from './presence.ts'
import {
  checkedTurns,
  FEWEST_IN_CELL,
  invitedPeople,
  peopleOnSides,
  sidePlace,
  type Turns,
  tellableSides,
  turnsOfPeople,
} from './turns.ts'
import { agendaShare, uptake } from './uptake.ts'
import { heard, voiceRatio } from './voice-ratio.ts'

const fewestPeople = {
  kind: 'whole',
  means:
    'people a side must have to be told of; sides left out take the smallest others with them, until they are so many together',
  from: FEWEST_IN_CELL,
  to: 1000,
  default: FEWEST_IN_CELL,
  unit: 'people',
} as const

const when = {
  empty: 'Nobody invited, or nothing noted: no number, and no 0 in its place.',
  disconnected: 'Ties play no part.',
  directed: 'Ties play no part.',
  weighted: 'Turns may be counted, or minutes measured.',
} as const

const caution =
  'For the host only, by side and never by person, as a question and not as a grade: “this side has not been heard; why?” Equal is not fair: silence can be choice or manners, counting changes how people talk, and a recording frightens. A few meetings say little.'

/** Which sides may be told of, their names and how many people were invited of each; the last are those of no side told. */
function sidesTold(turns: Turns, fewest: number, control: Control | undefined) {
  const people = peopleOnSides(checkedTurns(turns, control))
  checkpoint(quiet(control), 0)
  return { side: [...turns.sides, null], people, told: tellableSides(people, fewest) }
}

function hiddenUnlessTold(values: ArrayLike<number>, told: Uint8Array): Float64Array {
  return Float64Array.from(values, (value, side) => (told[side] ? value : Number.NaN))
}

function rowsTold<Row>(rows: readonly Row[], told: Uint8Array): (Row | null)[] {
  return rows.map((row, side) => (told[side] ? row : null))
}

const side = {
  per: 'side',
  unit: 'name',
  means: 'the sides; the last entry, null, is for people of no side told',
} as const
const people = { per: 'side', unit: 'people', means: 'how many of them were invited' } as const
const told = {
  per: 'side',
  unit: '0 or 1',
  means: '1: enough people to be told of; otherwise no value stands',
} as const

export const equityMeasures = [
  measure({
    id: 'participation-equity',
    family: 'equity',
    question:
      'How evenly is talk spread over those who were invited, and how much of the unevenness lies between sides?',
    input: 'turns',
    parameters: { fewestPeople },
    outputs: {
      gini: {
        per: 'whole',
        unit: '0 to (n − 1)/n',
        means: '0: everybody alike; nothing when fewer were invited than may be told of',
      },
      giniSmallGroup: { per: 'whole', unit: '0 to 1', means: 'the same times n/(n − 1), to compare small groups' },
      entropy: { per: 'whole', unit: '0 to 1', means: '1: everybody alike; 0: one has all' },
      theil: { per: 'whole', unit: '0 to ln n', means: 'between + within' },
      between: {
        per: 'whole',
        unit: '0 to ln n',
        means: 'the part between sides: the part that matters; nothing unless every side may be told of',
      },
      within: { per: 'whole', unit: '0 to ln n', means: 'the part inside sides; nothing as above' },
      people: { per: 'whole', unit: 'people', means: 'how many were invited, the silent and the absent included' },
    },
    cost: 'O(people · log)',
    when,
    caution,
    citation: [
      'Gini 1912, Variabilità e mutabilità',
      'Theil 1967, Economics and Information Theory',
      'Shannon 1948, A mathematical theory of communication',
    ],
    run: (turns: Turns, values, control) => {
      const stop = quiet(control)
      const invited = invitedPeople(checkedTurns(turns, stop))
      const sums = turnsOfPeople(turns)
      checkpoint(stop, 0)
      const few = invited.length < values.fewestPeople
      const found = evenness(
        few ? [] : Float64Array.from(invited, (person) => sums[person]!),
        few ? [] : Uint32Array.from(invited, (person) => sidePlace(turns, person)),
        stop,
      )
      // with one person alone on a side, either part gives away what that person said
      const sides = sidesTold(turns, values.fewestPeople, stop)
      const split = sides.people.every((count, at) => count === 0 || sides.told[at] === 1)
      return { ...found, ...(split ? {} : { between: null, within: null }), people: invited.length }
    },
  }),
  measure({
    id: 'voice-ratio',
    family: 'equity',
    question: 'Is each side heard as much as its number?',
    input: 'turns',
    parameters: {
      fewestPeople,
      draws: { kind: 'whole', means: 'draws of meetings behind the interval', from: 100, to: 100_000, default: 1000 },
      seed: { kind: 'seed', means: 'seed of the draws', default: 1 },
    },
    outputs: {
      side,
      people,
      told,
      ratio: {
        per: 'side',
        unit: 'times, 0 and up',
        means: 'share of what was said over share of the people; 1 is even',
      },
      low: { per: 'side', unit: 'times', means: 'lower end of the 95 % interval over meetings' },
      high: { per: 'side', unit: 'times', means: 'upper end of it' },
      heard: { per: 'side', unit: 'word', means: 'less, more, or cannot-tell when the interval holds 1' },
      meetings: { per: 'whole', unit: 'meetings', means: 'meetings with a word in them, on which the interval rests' },
    },
    cost: 'O(rows + draws · meetings · sides)',
    when,
    caution,
    citation: ['Efron & Tibshirani 1993, An Introduction to the Bootstrap (whole meetings drawn again)'],
    run: (turns: Turns, values, control) => {
      const sides = sidesTold(turns, values.fewestPeople, control)
      const found = voiceRatio(turns, values, control)
      const [low, high] = [hiddenUnlessTold(found.low, sides.told), hiddenUnlessTold(found.high, sides.told)]
      return {
        ...sides,
        ratio: hiddenUnlessTold(found.ratio, sides.told),
        low,
        high,
        heard: Array.from(low, (_, at) => heard(low[at]!, high[at]!)),
        meetings: found.meetings,
      }
    },
  }),
  measure({
    id: 'uptake',
    family: 'equity',
    question: 'Is what a side contributes taken up by others, and by other sides?',
    input: 'turns',
    parameters: { fewestPeople },
    outputs: {
      side,
      people,
      told,
      uptake: {
        per: 'side',
        unit: 'contributions; chances, 0 to 1',
        means: 'how many, and the chance with its 95 % interval that others, and other sides, take one up',
      },
    },
    cost: 'O(contributions)',
    when,
    caution: `${caution} Who notes what was taken up decides the number.`,
    citation: ['Brown, Cai & DasGupta 2001, Interval estimation for a binomial proportion'],
    run: (turns: Turns, values, control) => {
      const sides = sidesTold(turns, values.fewestPeople, control)
      return { ...sides, uptake: rowsTold(uptake(turns, control), sides.told) }
    },
  }),
  measure({
    id: 'agenda-share',
    family: 'equity',
    question: 'Are the topics that a side proposes treated?',
    input: 'turns',
    parameters: { fewestPeople },
    outputs: {
      side,
      people,
      told,
      agenda: {
        per: 'side',
        unit: 'topics; shares, 0 to 1',
        means: 'proposed, treated, the rate with its 95 % interval, and the share of all that was treated',
      },
    },
    cost: 'O(topics)',
    when,
    caution: `${caution} A side that knows it will not be heard proposes nothing.`,
    citation: ['Brown, Cai & DasGupta 2001, Interval estimation for a binomial proportion'],
    run: (turns: Turns, values, control) => {
      const sides = sidesTold(turns, values.fewestPeople, control)
      return { ...sides, agenda: rowsTold(agendaShare(turns, control), sides.told) }
    },
  }),
  measure({
    id: 'presence',
    family: 'equity',
    question: 'Who was invited, came, spoke and came again, by side?',
    input: 'turns',
    parameters: { fewestPeople },
    outputs: {
      side,
      people,
      told,
      presence: {
        per: 'side',
        unit: 'people',
        means: 'how many were invited, came, spoke, came again, and could have come again',
      },
    },
    cost: 'O(rows · log)',
    when,
    caution: `${caution} Staying away has reasons that no list holds: work, distance, being asked in the wrong tongue.`,
    citation: [
      'Karjalainen & Rapeli 2015, Who will not deliberate? Attrition in a multi-stage citizen deliberation experiment, Quality & Quantity 49 (who is lost at which stage; the counts are our own)',
    ],
    run: (turns: Turns, values, control) => {
      const sides = sidesTold(turns, values.fewestPeople, control)
      return { ...sides, presence: rowsTold(presence(turns, control), sides.told) }
    },
  }),
] as const
