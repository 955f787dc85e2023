import { measure, type Values } from '../measure.ts'
import type { Parted } from '../parts.ts'
import { orders } from './judge.ts'
import { planTables, tablesInParts, usualTables } from './plan-tables.ts'
import { type Replanned, replanTables } from './replan-tables.ts'
import type { FoundPlan } from './searches.ts'
import type { Seating } from './seating.ts'
import type { Plan, Seats } from './seats.ts'

const order = {
  kind: 'one-of',
  means: 'what comes first, and what only where that is equal',
  of: orders,
  default: usualTables.order,
} as const

const planParameters = {
  order,
  moves: {
    kind: 'whole',
    means: 'the work: moves tried in all, 0.004 to 0.3 millionths of a second each',
    from: 1_000,
    to: 100_000_000_000,
    default: usualTables.moves,
  },
  starts: {
    kind: 'whole',
    means: 'independent searches that share the work; workers share them',
    from: 1,
    to: 1_000,
    default: usualTables.starts,
  },
  decoys: {
    kind: 'whole',
    means: 'for each pair kept apart, how many others are kept apart by chance, so that never meeting says nothing',
    from: 0,
    to: 100,
    default: usualTables.decoys,
  },
  seed: { kind: 'seed', means: 'where the chance begins', default: usualTables.seed },
} as const

const outputs = {
  plan: { per: 'person', unit: 'table, round by round; −1 is away', means: 'where each person sits' },
  mix: {
    per: 'whole',
    unit: 'weights of boundaries crossed',
    means: 'pairs at one table who stand on different sides, weighted; with a proven upper bound and the gap',
  },
  repeats: {
    per: 'whole',
    unit: 'meetings again; 1, 3, 6 for two, three, four meetings of a pair',
    means: 'how far people meet the same people again; with a proven lower bound and the gap',
  },
  uneven: {
    per: 'whole',
    unit: 'mix of a pair, squared',
    means: 'how far tables of a round differ in mix, summed over tables and rounds',
  },
  newMeetings: { per: 'whole', unit: 'pairs', means: 'first meetings of people who did not know each other' },
  mixByTable: { per: 'table', unit: 'weights crossed by a pair', means: 'mix at each table in each round' },
  crossing: { per: 'boundary', unit: 'share of pairs, 0 to 1', means: 'pairs at one table who cross this boundary' },
} as const

const when = {
  empty:
    'refused: a gathering has at least one person, one table and one round; one person meets nobody, and all goals are 0',
  disconnected: 'ties do not enter; only who met before, if told',
  directed: 'ties do not enter',
  weighted: 'boundaries have weights; whoever stands on no side of a boundary adds nothing to mix across it',
} as const

const tables = ((parted: Parted<Seats, Values<typeof planParameters>, FoundPlan, Seating>) =>
  measure({
    id: 'tables',
    family: 'tables',
    question: 'Who sits where in each round, so that tables mix across boundaries and people meet others than before?',
    input: 'seats',
    parameters: planParameters,
    outputs,
    cost: 'moves; memory grows as seats², and as seats × tables × rounds; at most 2,000 people at once',
    when,
    caution:
      'Mixing is not talking: who speaks, and who is heard, is made at the table. Sides are what people said of themselves; a plan by sides should not be read back to the room. Who is kept apart is nobody’s to know: show no list of who never meets, and say nothing of a rule that bound. The bound is proven and often cannot be reached.',
    citation: [
      '1983 Kirkpatrick, Gelatt, Vecchi, Optimization by simulated annealing, Science 220',
      '1997 Möbius, Neklioudov, Díaz-Sánchez, Hoffmann, Fachat, Schreiber, Optimization by thermal cycling, Phys. Rev. Lett. 79',
      '2013 Gallego, Laguna, Martí, Duarte, Tabu search with strategic oscillation for the maximally diverse grouping problem, JORS 64',
      '2016 Lai, Hao, Iterated maxima search for the maximally diverse grouping problem, EJOR 254',
      '2005 Dotú, Van Hentenryck, Scheduling social golfers locally, CPAIOR',
      '1973 Donath, Hoffman, Lower bounds for the partitioning of graphs, IBM J. Res. Dev. 17',
    ],
    run: (seats: Seats, values, control) => planTables(seats, values, control),
    parts: parted,
  }))(tablesInParts)

/** A plan that was made, and the seats with absences as they are now. */
export interface SeatsPlanned {
  readonly seats: Seats
  readonly plan: Plan
}

const tablesAgain = measure({
  id: 'tables-again',
  family: 'tables',
  question: 'Somebody cannot come after all: who has to sit elsewhere, if as few as possible do?',
  input: 'seats',
  parameters: {
    order,
    mostMoved: {
      kind: 'whole',
      means: 'people who may change tables only to make the plan better, beyond what sizes and rules need',
      from: 0,
      to: 1_000_000,
      default: 0,
    },
  },
  outputs: {
    ...outputs,
    moved: { per: 'person', unit: 'round, table before and now', means: 'who sits elsewhere than before' },
  },
  cost: 'people² for each round and for each person moved; milliseconds for 40 people in 12 rounds',
  when,
  caution:
    'It keeps what was planned, so it may be further from the best than a new plan. Rounds where nobody’s absence changed stay as they are.',
  citation: ['Our own; the rules are those of the plan it changes'],
  run: ({ seats, plan }: SeatsPlanned, values, control): Replanned => replanTables(seats, plan, values, control),
})

export const tablesMeasures = [tables, tablesAgain] as const
