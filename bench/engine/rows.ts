import type { GraphName } from './graph-file.ts'

/** One line of the comparison: our kernel, and the same work of the peers. */
export interface Row {
  what: string
  /** what our process, and the peers', are told to do */
  ours: string
  igraph: string | null
  graphology: string | null
  on: readonly GraphName[]
  /** at most so many times the CPU of igraph: what has to be, and what is aimed at */
  must: number | null
  goal: number | null
  /** at most so many milliseconds, on the graph named */
  most?: Partial<Record<GraphName, { must: number; goal: number }>>
  /** what comes out is itself how many times as fast it is, and the milliseconds are those of the clock */
  isRatio?: boolean
  /** at least so many times as fast as graphology, or as one worker */
  mustTimes?: number
  goalTimes?: number
}

const large = ['M', 'L'] as const
const all = ['facebook-pages', 'M', 'L'] as const

export const rows: readonly Row[] = [
  {
    what: 'build from columns',
    ours: 'build',
    igraph: 'build',
    graphology: 'build',
    on: ['facebook-pages', ...large],
    must: 1,
    goal: 0.5,
    mustTimes: 30,
    goalTimes: 60,
  },
  {
    what: 'components',
    ours: 'components',
    igraph: 'components',
    graphology: 'components',
    on: all,
    must: 1,
    goal: 0.5,
    mustTimes: 30,
    goalTimes: 60,
  },
  {
    what: 'k-core',
    ours: 'core',
    igraph: 'core',
    graphology: 'core',
    on: all,
    must: 1,
    goal: 0.5,
    mustTimes: 30,
    goalTimes: 60,
  },
  { what: 'bridges and cut points', ours: 'cuts', igraph: 'cuts', graphology: null, on: all, must: 1, goal: 0.5 },
  {
    what: 'PageRank to 1e-10',
    ours: 'page-rank 10',
    igraph: 'page-rank',
    graphology: null,
    on: all,
    must: 1.5,
    goal: 1,
  },
  {
    what: 'PageRank to 1e-6',
    ours: 'page-rank 6',
    igraph: null,
    graphology: 'page-rank-1e-6',
    on: ['facebook-pages', 'M'],
    must: null,
    goal: null,
    mustTimes: 15,
    goalTimes: 20,
  },
  {
    what: 'triangles and clustering',
    ours: 'clustering',
    igraph: 'clustering',
    graphology: null,
    on: all,
    must: 1.5,
    goal: 1,
  },
  {
    what: 'Burt constraint',
    ours: 'constraint',
    igraph: 'constraint',
    graphology: null,
    on: ['facebook-pages', 'M'],
    must: 0.1,
    goal: 0.05,
  },
  { what: 'Burt constraint', ours: 'constraint', igraph: null, graphology: null, on: ['L'], must: null, goal: null },
  {
    what: 'Gould–Fernandez, 8 sides',
    ours: 'brokerage',
    igraph: null,
    graphology: null,
    on: all,
    must: null,
    goal: null,
  },
  {
    what: 'assortativity',
    ours: 'assortativity',
    igraph: 'assortativity',
    graphology: null,
    on: all,
    must: 2,
    goal: 1,
  },
  {
    what: 'Louvain',
    ours: 'louvain',
    igraph: 'louvain',
    graphology: 'louvain',
    on: all,
    must: 1,
    goal: 0.5,
    mustTimes: 1.5,
    goalTimes: 3,
  },
  { what: 'Leiden', ours: 'leiden', igraph: 'leiden', graphology: null, on: all, must: null, goal: 1 },
  {
    what: 'betweenness, exact',
    ours: 'betweenness',
    igraph: 'betweenness',
    graphology: 'betweenness',
    on: ['lazega'],
    must: 2,
    goal: 1,
  },
  {
    what: 'betweenness, 64 sources',
    ours: 'betweenness 64',
    igraph: 'betweenness 64',
    graphology: null,
    on: ['facebook-pages', 'M'],
    must: 1,
    goal: 0.5,
  },
  {
    what: 'betweenness, 8 sources',
    ours: 'betweenness 8',
    igraph: 'betweenness 8',
    graphology: 'betweenness 8',
    on: ['M'],
    must: 1,
    goal: 0.5,
    mustTimes: 5,
    goalTimes: 8,
  },
  {
    what: 'betweenness, 8 sources',
    ours: 'betweenness 8',
    igraph: 'betweenness 8',
    graphology: null,
    on: ['L'],
    must: 1,
    goal: 0.5,
  },
  {
    what: 'reach, one possible world, p = 0.1',
    most: { M: { must: 36, goal: 15 }, L: { must: 300, goal: 120 } },
    ours: 'world',
    igraph: 'world',
    graphology: null,
    on: ['facebook-pages', ...large],
    must: 0.3,
    goal: 0.1,
  },
  {
    what: 'what if: 12 people, 64 worlds',
    most: { M: { must: 20, goal: 2 } },
    ours: 'what-if',
    igraph: null,
    graphology: null,
    on: ['facebook-pages', 'M'],
    must: null,
    goal: null,
  },
  {
    what: 'ten opportunities, composed and compared',
    ours: 'opportunities',
    igraph: null,
    graphology: null,
    on: ['M'],
    most: { M: { must: 60_000, goal: 10_000 } },
    must: null,
    goal: null,
  },
  ...['reach', 'betweenness', 'clustering', 'constraint'].map(
    (what): Row => ({
      what: `two workers against one: ${what}`,
      ours: `two-workers-${what}`,
      igraph: null,
      graphology: null,
      on: ['M'],
      isRatio: true,
      must: null,
      goal: null,
      mustTimes: 1.6,
      goalTimes: 1.9,
    }),
  ),
]
