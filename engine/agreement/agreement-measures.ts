import { measure } from '../measure.ts'
import {
  agreementReport,
  foundGroupsReport,
  markedStatements,
  representativeReport,
  statementTallies,
} from './agreement-report.ts'
import type { Votes } from './votes.ts'

const by = {
  kind: 'one-of',
  means: 'whose votes are set side by side: named sides of the boundary, or groups found by how people vote',
  of: ['sides', 'found'],
  default: 'sides',
} as const
const seed = { kind: 'seed', means: 'seed of the search for groups', default: 7 } as const
const shuffles = {
  kind: 'whole',
  means: 'for found groups, how often votes are shuffled to see whether chance alone gives groups as clear',
  from: 19,
  to: 1000,
  default: 19,
} as const
const byChance = {
  per: 'whole',
  unit: 'share, 0 to 1',
  means:
    'for found groups, share of the shuffles with groups as clear, and their median silhouette; above one in twenty, "no clearer than chance" and nothing else',
} as const
const prior = {
  kind: 'number',
  means:
    'votes of each kind that every group is given beforehand, so that three votes do not count as certainty; Polis gives 1',
  from: 0.01,
  to: 10,
  default: 0.5,
  unit: 'votes',
} as const
const polis =
  'Small, Bjorkegren, Erkkilä, Shaw and Megill 2021, Polis: scaling deliberation by mapping high dimensional opinion spaces'
const wilsonSource = 'Wilson 1927, Probable inference, the law of succession, and statistical inference'
const when = {
  empty: 'no statements; groups cannot be told, and it says why',
  disconnected: 'ties are not looked at',
  directed: 'ties are not looked at',
  weighted: 'every vote counts 1',
}
const hidden =
  'Groups of fewer than five people, and answers of fewer than five of a group, are not shown, nor what would give them away.'

/** Measures of votes on statements: what all say, what sides share, what divides them. */
export const agreementMeasures = [
  measure({
    id: 'statement-tallies',
    family: 'agreement',
    question: 'How many agreed, disagreed or passed, of those who saw a statement?',
    input: 'votes',
    parameters: {},
    outputs: {
      all: { per: 'statement', unit: 'votes', means: 'agreed, disagreed, passed and seen, with 95 % intervals' },
      sides: { per: 'side', unit: 'votes', means: 'the same for each named side; nothing where too few voted' },
    },
    cost: 'one pass over the votes for each round of hiding, at most one round for each side',
    when,
    caution: `Who was not asked is not in it, and who wrote the statements decided what could be said. ${hidden}`,
    citation: [wilsonSource],
    run: (votes: Votes, _, control) => statementTallies(votes, control),
  }),
  measure({
    id: 'group-agreement',
    family: 'agreement',
    question: 'How far do all groups agree with a statement, and not only the largest?',
    input: 'votes',
    parameters: { by, prior, seed, shuffles },
    outputs: {
      agree: {
        per: 'statement',
        unit: 'rate, 0 to 1',
        means:
          'geometric mean of the groups’ rates of agreement, the lowest of them beside it, and their product as Polis has it',
      },
      disagree: { per: 'statement', unit: 'rate, 0 to 1', means: 'the same for disagreement' },
      gap: {
        per: 'statement',
        unit: '0 to 1',
        means: 'half the difference in net agreement of the two groups furthest apart',
      },
      byChance,
    },
    cost: 'one pass over the votes; with found groups the search for them, and again for each shuffle',
    when,
    caution: `Agreement can be agreement on something empty. Found groups are not practices and not sides: they are a way to read votes, and are forgotten after the call. ${hidden}`,
    citation: [polis, wilsonSource],
    run: (votes: Votes, values, control) => agreementReport(votes, values, control),
  }),
  measure({
    id: 'shared-and-divisive',
    family: 'agreement',
    question: 'Which statements do all groups share, and which divide them most?',
    input: 'votes',
    parameters: {
      by,
      prior,
      most: { kind: 'whole', means: 'how many of each are named', from: 1, to: 100, default: 5 },
      seed,
      shuffles,
    },
    outputs: {
      shared: {
        per: 'statement',
        unit: 'rate, 0 to 1',
        means: 'more than half of every group says the same: geometric mean, lowest',
      },
      divisive: { per: 'statement', unit: '0 to 1', means: 'gap of the two groups furthest apart' },
      byChance,
    },
    cost: 'as for group-agreement',
    when,
    caution: `A statement that divides is not a bad one: it may be the one to talk about. What is shared may say little. ${hidden}`,
    citation: [polis],
    run: (votes: Votes, values, control) => markedStatements(votes, values, control),
  }),
  measure({
    id: 'representative-statements',
    family: 'agreement',
    question: 'Which statements stand for a group, against the others?',
    input: 'votes',
    parameters: {
      by,
      most: { kind: 'whole', means: 'how many are named for each group', from: 1, to: 100, default: 5 },
      seed,
      shuffles,
    },
    outputs: {
      groups: {
        per: 'group',
        unit: 'statements',
        means:
          'what it agrees or disagrees with more than half, and more than the others, both beyond chance (one time in ten)',
      },
      byChance,
    },
    cost: 'groups · statements after one pass over the votes; with found groups the search for them, and again for each shuffle',
    when,
    caution: `With many statements, one in ten passes each test by chance alone. A group of which nothing stands out has an empty list. No member needs to hold them all. ${hidden}`,
    citation: [polis],
    run: (votes: Votes, values, control) => representativeReport(votes, values, control),
  }),
  measure({
    id: 'found-groups',
    family: 'agreement',
    question: 'Do people fall into groups by how they vote?',
    input: 'votes',
    parameters: {
      mostGroups: { kind: 'whole', means: 'the largest number of groups tried', from: 2, to: 5, default: 5 },
      shuffles: {
        kind: 'whole',
        means: 'how often votes are shuffled to see what chance alone gives; 0: not compared',
        from: 0,
        to: 1000,
        default: 19,
      },
      seed,
    },
    outputs: {
      groups: { per: 'group', unit: 'people', means: 'how many people are in it, the largest first' },
      silhouette: {
        per: 'whole',
        unit: '−1 to 1',
        means: 'how well the groups stand apart; near 0 they run into one another',
      },
      byCount: { per: 'whole', unit: '−1 to 1', means: 'the same for each number of groups that was possible' },
      byChance: {
        per: 'whole',
        unit: 'share, 0 to 1',
        means:
          'share of the shuffles with groups as clear as these (near 0: more than chance), and their median silhouette',
      },
      explained: {
        per: 'whole',
        unit: 'share, 0 to 1',
        means: 'how much of the differences the two axes of the picture hold',
      },
    },
    cost: 'votes · turns of the axes (tens) + voters · 100 · turns of k-means (tens), for each shuffle again',
    when,
    caution:
      'Some division is always found, also where there is none: read what chance gives, and say "these votes can be read as". Nobody is told apart below 20 voters with 7 votes each, and no division with a group under five counts. Groups hold for the votes now, are never stored with a person, and are no trait of anybody.',
    citation: [
      polis,
      'Rousseeuw 1987, Silhouettes',
      'Arthur and Vassilvitskii 2007, k-means++: the advantages of careful seeding',
    ],
    run: (votes: Votes, values, control) => foundGroupsReport(votes, values, control),
  }),
] as const
