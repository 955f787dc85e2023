import { measure } from '../measure.ts'
import { type Landscape, tieKinds } from '../network/landscape.ts'
import { attestedCalls, FEWEST_ANSWERS, type Told, toldOf } from './attested-calls.ts'
import { attestedTotals } from './attested-totals.ts'
import { bestTeam } from './best-team.ts'
import { type CoverageForm, coverageForms } from './call-chances.ts'
import { coverageBand } from './coverage-band.ts'
import { introductions } from './introductions.ts'
import { smallestTeam } from './smallest-team.ts'
import { bridgeStanding, teamBridge, teamCoverage } from './team-coverage.ts'
import { teamOf, trustBetween } from './team-of.ts'

const fewest = {
  kind: 'whole',
  means: 'answers that a total needs; with fewer nothing is told',
  from: FEWEST_ANSWERS,
  to: 1000,
  default: FEWEST_ANSWERS,
  unit: 'answers',
} as const
const fewestPeople = {
  kind: 'whole',
  means: 'people a practice must have to be in any number',
  from: 5,
  to: 1000,
  default: 5,
  unit: 'people',
} as const
const form = {
  kind: 'one-of',
  means: 'how several chances count together: product 1 − Π(1 − l); cautious, the best single one; yes or no at θ',
  of: coverageForms as readonly string[],
  default: 'product',
} as const
const theta = {
  kind: 'number',
  means: 'θ: from which chance on somebody counts as able to call a practice',
  from: 0.01,
  to: 1,
  default: 0.5,
  unit: 'chance',
} as const
const team = {
  kind: 'ids',
  means: 'who is on the team; nobody named: the team of the landscape',
  names: 'person',
  default: [],
} as const

const when = {
  empty: 'No practice, no number: every list is empty and the whole is null.',
  disconnected: 'Ties play no part.',
  directed: 'Ties play no part.',
  weighted: 'Stakes weigh the practices; strengths of ties play no part.',
} as const
const citation = [
  'Wenger-Trayner & Wenger-Trayner 2021, Systems Convening',
  'Brown, Cai & DasGupta 2001, Interval estimation for a binomial proportion (the ½ added to yes and no)',
]
const submodular =
  'Nemhauser, Wolsey & Fisher 1978, An analysis of approximations for maximizing submodular set functions'

/** The candidates among these people only, whether or not they may be invited: a team knows who is on it. */
function callsOf(landscape: Landscape, people: readonly number[], choice: { fewest: number; fewestPeople: number }) {
  const members = new Set(people)
  const calls = attestedCalls(landscape, { ...choice, may: (person) => members.has(person) })
  return { calls, members: Array.from(calls.person.keys()) }
}

function idOf(landscape: Landscape, worst: { practice: number; covered: number } | null): string | null {
  return worst && landscape.ids.practices[worst.practice]!
}

export const legitimacyMeasures = [
  measure({
    id: 'attested-legitimacy',
    family: 'legitimacy',
    question: 'What do members say: would they come if this person called?',
    input: 'landscape',
    parameters: { fewest, fewestPeople },
    outputs: {
      person: { per: 'pair', unit: 'id', means: 'the person asked about' },
      practice: { per: 'pair', unit: 'id', means: 'the practice whose members were asked' },
      asked: { per: 'pair', unit: 'answers', means: 'how many answered; 0 where fewer did than may be told' },
      wouldCome: { per: 'pair', unit: 'answers', means: 'how many of them would come' },
      mean: {
        per: 'pair',
        unit: 'chance, 0 to 1',
        means: 'mean of Beta(yes + ½, no + ½); not a number without a total',
      },
      low: { per: 'pair', unit: 'chance, 0 to 1', means: 'lower end of the 95 % interval' },
      high: { per: 'pair', unit: 'chance, 0 to 1', means: 'upper end of it' },
      claimed: { per: 'pair', unit: '0 or 1', means: "1: the person's own claim; never part of the total" },
    },
    cost: 'O(answers), some 20 µs for each row',
    when,
    caution:
      'Standing depends on the question and the moment, and asking may itself hurt. Each row is for the person alone and, in total, for the team; never a list of people in order. Two readings in a row can give an answer away: tell what nextTelling allows.',
    citation,
    run: (landscape: Landscape, values, control) => attestedTotals(landscape, values, control),
  }),
  measure({
    id: 'team-coverage',
    family: 'legitimacy',
    question: 'In which practices could this team call people together, and where could it not?',
    input: 'landscape',
    parameters: {
      team,
      form,
      theta,
      fewest,
      fewestPeople,
      draws: { kind: 'whole', means: 'draws behind the band', from: 20, to: 10_000, default: 200 },
      seed: { kind: 'seed', means: 'seed of the draws', default: 1 },
    },
    outputs: {
      whole: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'C(T): mean coverage, weighted by stakes, over the practices told of',
      },
      band: {
        per: 'whole',
        unit: 'chance, 0 to 1',
        means: 'between what C(T) may lie, given how few answered: 10 to 90 %',
      },
      unasked: {
        per: 'whole',
        unit: 'share of stakes, 0 to 1',
        means: 'what lies with practices that nothing can be told of',
      },
      worst: { per: 'whole', unit: 'practice', means: 'the practice covered least' },
      covered: { per: 'practice', unit: 'chance, 0 to 1', means: 'coverage; not a number where nothing can be told' },
      low: { per: 'practice', unit: 'chance, 0 to 1', means: 'lower end of its band' },
      high: { per: 'practice', unit: 'chance, 0 to 1', means: 'upper end of its band' },
      told: { per: 'practice', unit: 'word', means: 'told, nobody-asked, too-few-answers or too-few-people' },
      holders: { per: 'practice', unit: 'people', means: 'how many of the team reach θ; 1 is a single point' },
    },
    cost: 'O(people + answers + draws · rows of the team)',
    when,
    caution:
      '“We have one from there” is not standing. Stakes are power: show who set them. The product takes callers as independent, which is false among friends: show the cautious form beside it. It is about a team, never about a person; where nobody was asked, say so instead of 0.',
    citation,
    run: (landscape: Landscape, values, control) => {
      const choice = { ...values, form: values.form as CoverageForm }
      const { calls, members } = callsOf(landscape, teamOf(landscape, values.team), values)
      const covered = teamCoverage(calls, members, choice.form, values.theta)
      const band = coverageBand(calls, members, choice, control)
      const told: Told[] = toldOf(landscape, values)
      return {
        ...covered,
        worst: idOf(landscape, covered.worst),
        band: band.whole,
        low: band.low,
        high: band.high,
        told,
      }
    },
  }),
  measure({
    id: 'bridge-standing',
    family: 'legitimacy',
    question: 'Which pairs of practices does somebody trusted in both, or two who trust each other, hold together?',
    input: 'landscape',
    parameters: { team, fewest, fewestPeople },
    outputs: {
      person: {
        per: 'pair',
        unit: 'chance, 0 to 1',
        means: 'B_ab: the best who is trusted in both; pairs without are left out',
      },
      two: {
        per: 'pair',
        unit: 'chance, 0 to 1',
        means: 'the best two of the team, by what each is worth and their trust',
      },
    },
    cost: 'O(people + answers + (rows of the team)²)',
    when: { ...when, directed: 'Trust counts either way.', weighted: 'Trust counts by strength and freshness.' },
    caution:
      'Name the two practices, never the person who holds them together. A pair that is left out is one we know of no bridge for.',
    citation: [citation[0]!],
    run: (landscape: Landscape, values) => {
      const { calls, members } = callsOf(landscape, teamOf(landscape, values.team), values)
      const ids = landscape.ids.practices
      const named = (pairs: { one: number; other: number; chance: number }[]) =>
        pairs.map(({ one, other, chance }) => ({ one: ids[one]!, other: ids[other]!, chance }))
      return {
        person: named(bridgeStanding(calls, members)),
        two: named(teamBridge(calls, members, trustBetween(landscape, calls))),
      }
    },
  }),
  measure({
    id: 'best-team',
    family: 'legitimacy',
    question:
      'Whom could the team ask to join, so that together they can call people in as many practices as possible?',
    input: 'landscape',
    parameters: {
      size: { kind: 'whole', means: 'how many to add', from: 1, to: 50, default: 3, unit: 'people' },
      team,
      form,
      theta,
      fewest,
      fewestPeople,
    },
    outputs: {
      people: { per: 'whole', unit: 'ids', means: 'who to add, in the order of their ids' },
      before: { per: 'whole', unit: 'chance, 0 to 1', means: 'C of the team as it is' },
      whole: { per: 'whole', unit: 'chance, 0 to 1', means: 'C with them' },
      bound: { per: 'whole', unit: 'chance, 0 to 1', means: 'no other people of this number reach more' },
      proven: { per: 'whole', unit: 'yes or no', means: 'yes: nobody can do better' },
    },
    cost: 'exact up to 25 candidates; above O(rows · log) and O(size · rows) for each round of exchanges',
    when,
    caution:
      'A best set on paper is a question to people, not a choice made for them; each is asked alone. Chances rest on few answers: look at the band of the team that comes out.',
    citation: [
      submodular,
      'Minoux 1978, Accelerated greedy algorithms (lazy evaluation)',
      'Leskovec et al. 2007, Cost-effective outbreak detection (the bound on the instance)',
    ],
    run: (landscape: Landscape, values, control) => {
      const given = new Set(teamOf(landscape, values.team))
      const own = callsOf(landscape, [...given], values)
      const choice = { form: values.form as CoverageForm, theta: values.theta }
      const now = teamCoverage(own.calls, own.members, choice.form, choice.theta)
      const may = (person: number) => landscape.notInvitable[person] === 0 && !given.has(person)
      const calls = attestedCalls(landscape, { ...values, may })
      const size = Math.min(values.size, calls.candidates)
      const found = bestTeam(calls, size, { ...choice, already: now.covered }, control)
      const people = found.team.map((c) => landscape.ids.people[calls.person[c]!]!)
      return { people, before: now.whole, whole: found.whole, bound: found.bound, proven: found.proven }
    },
  }),
  measure({
    id: 'smallest-team',
    family: 'legitimacy',
    question: 'How few people could together call every practice that anybody can call?',
    input: 'landscape',
    parameters: {
      theta,
      fewest,
      fewestPeople,
      byLoad: {
        kind: 'yes-or-no',
        means: 'prefer people who sit in few spaces: each costs 1 and 1 more for every space',
        default: false,
      },
    },
    outputs: {
      people: { per: 'whole', unit: 'ids', means: 'one smallest team, in the order of ids' },
      cost: { per: 'whole', unit: 'people, or load', means: 'its size, or its load' },
      bound: { per: 'whole', unit: 'people, or load', means: 'no team that reaches everywhere costs less' },
      proven: { per: 'whole', unit: 'yes or no', means: 'yes: there is no smaller one' },
      outOfReach: { per: 'whole', unit: 'ids', means: 'practices told of in which nobody reaches θ' },
      told: { per: 'practice', unit: 'word', means: 'told, nobody-asked, too-few-answers or too-few-people' },
    },
    cost: 'exact up to 25 candidates; above O(rows · log)',
    when,
    caution:
      'The smallest team is the most fragile one: everyone in it is a single point. Read it as the least there must be, not as a plan.',
    citation: ['Chvátal 1979, A greedy heuristic for the set-covering problem'],
    run: (landscape: Landscape, values, control) => {
      const calls = attestedCalls(landscape, values)
      const { personSpaceStart } = landscape
      const load = Float64Array.from(calls.person, (i) => 1 + personSpaceStart[i + 1]! - personSpaceStart[i]!)
      const found = smallestTeam(calls, values.theta, values.byLoad ? load : undefined, control)
      const { cost, bound, proven } = found
      return {
        people: found.team.map((c) => landscape.ids.people[calls.person[c]!]!),
        cost,
        bound,
        proven,
        outOfReach: found.outOfReach.map((g) => landscape.ids.practices[g]!),
        told: toldOf(landscape, values),
      }
    },
  }),
  measure({
    id: 'introducer-paths',
    family: 'legitimacy',
    question: 'By which steps could somebody introduce the team to a practice?',
    input: 'landscape',
    parameters: {
      practice: { kind: 'id', means: 'to which practice; none: to each', names: 'practice', default: null },
      team,
      most: { kind: 'whole', means: 'most ties on a path', from: 0, to: 10, default: 3, unit: 'ties' },
      kinds: {
        kind: 'some-of',
        means: 'kinds of ties that count',
        of: tieKinds,
        default: ['talks', 'works', 'trusts'],
      },
      fewest,
      fewestPeople,
    },
    outputs: {
      paths: {
        per: 'practice',
        unit: 'ids; chance, 0 to 1',
        means: 'the people of the best path, from the team to one who is of the practice or trusted there',
      },
      without: { per: 'whole', unit: 'ids', means: 'practices to which we know of no path' },
    },
    cost: 'O(people + memberships + answers + most · ties within reach)',
    when: {
      empty: 'No practice, no path.',
      disconnected: 'A practice in another piece is listed among those without a path.',
      directed: 'A one-way tie counts either way: being introduced takes two who know each other.',
      weighted: 'Strength and freshness of the ties are multiplied along the path.',
    },
    caution:
      'Each step is a question to one person, asked alone, and the next name is told only after a yes. People who did not agree are on no path; a missing path says that we know of none.',
    citation: ['Bellman 1958, On a routing problem', 'Dijkstra 1959, A note on two problems in connexion with graphs'],
    run: (landscape: Landscape, values, control) => introductions(landscape, values, control),
  }),
] as const
