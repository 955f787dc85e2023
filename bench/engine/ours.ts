import { brokerageRoles } from '@ecotone/engine/brokerage/brokerage-roles.ts'
import { constraint } from '@ecotone/engine/brokerage/constraint.ts'
import { sidesFromLabels } from '@ecotone/engine/brokerage/sides.ts'
import { clustering } from '@ecotone/engine/clustering/clustering.ts'
import { kCore } from '@ecotone/engine/clustering/k-core.ts'
import { cutPoints } from '@ecotone/engine/fragility/cut-points.ts'
import { valuesOf } from '@ecotone/engine/measure.ts'
import { measureOf } from '@ecotone/engine/measures.ts'
import { buildLandscapeFromColumns } from '@ecotone/engine/network/build-landscape.ts'
import { buildNetwork } from '@ecotone/engine/network/build-network.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { betweennessFrom } from '@ecotone/engine/position/betweenness.ts'
import { pageRank } from '@ecotone/engine/position/page-rank.ts'
import { defaultAssumptions } from '@ecotone/engine/reach/assumptions.ts'
import { openWorlds } from '@ecotone/engine/reach/reach.ts'
import { degreeAssortativity } from '@ecotone/engine/structure/assortativity.ts'
import { components } from '@ecotone/engine/structure/components.ts'
import { leiden } from '@ecotone/engine/structure/leiden.ts'
import { louvain } from '@ecotone/engine/structure/louvain.ts'
import { nodeCrew } from '@ecotone/engine/workers/node-crew.ts'
import { cpu, readGraph, serveWork } from './peer.ts'

const columns = readGraph(process.argv[2]!)
const { people, from, to } = columns
const network = buildNetwork({ people, from, to })

/** People by their number, so that everybody is somebody, in the groups that the graph was drawn with. */
function landscapeOfGraph() {
  const digits = String(people).length
  return buildLandscapeFromColumns({
    complete: true,
    people: Array.from({ length: people }, (_, i) => `p${String(i).padStart(digits, '0')}`),
    practices: Array.from({ length: columns.groups }, (_, i) => `g${String(i).padStart(digits, '0')}`),
    memberships: { person: Uint32Array.from({ length: people }, (_, i) => i), practice: columns.group },
    ties: { from, to },
    boundaries: [],
    standings: [],
    answers: [],
    concerns: [],
    legitimacy: [],
    keepApart: [],
    spaces: [],
    stakes: [],
    notInvitable: [],
    team: [],
  })
}
let landscape: ReturnType<typeof landscapeOfGraph> | null = null

const assumptions = { ...defaultAssumptions, chance: 0.1, attendance: 0.6 }
const open = (worlds: number) => openWorlds((landscape ??= landscapeOfGraph()), { ...assumptions, worlds }, 'score')

/** Everything that a world costs the measure `reach`: drawing, joining and counting. What is done once for all worlds is left out. */
function world() {
  landscape ??= landscapeOfGraph()
  const reachOf = (worlds: number) => {
    const measure = measureOf('reach')
    return measure.run(landscape!, valuesOf(measure, { chance: 0.1, worlds })).llc.mean
  }
  reachOf(2)
  const began = cpu()
  reachOf(32)
  const few = cpu()
  const value = reachOf(96)
  return { value, ms: Math.max(0.001, (cpu() - few - (few - began)) / 64) }
}

let worlds: ReturnType<typeof open> | null = null
function whatIf() {
  worlds ??= open(64)
  const members = Array.from({ length: 12 }, (_, nth) => Math.floor(((nth + 0.5) * people) / 12))
  worlds.gain(members)
  const began = cpu()
  let value = 0
  for (let again = 0; again < 20; again++) value = worlds.gain(members)
  return { value, ms: (cpu() - began) / 20 }
}

const evenly = (sources: number) =>
  Uint32Array.from({ length: sources || people }, (_, k) => Math.floor((k * people) / (sources || people)))
const sum = (values: ArrayLike<number>) => {
  let all = 0
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) all += values[i]!
  return all
}
const sides = sidesFromLabels(Uint32Array.from({ length: people }, (_, i) => columns.group[i]! % 8))

/** Ten openings, composed and compared, as `ecotone spot` finds them. */
function opportunities() {
  landscape ??= landscapeOfGraph()
  const began = cpu()
  const outcome = spot(landscape, { seed: 7 })
  return { value: outcome.kind === 'spotted' ? outcome.opportunities.length : 0, ms: cpu() - began }
}

/** So often a thread does something before it does it as fast as it will. */
const WARM = 3

/** How many times as fast two workers are as one, by the clock on the wall: the middle of five, after each has done it a few times. */
async function twoWorkers(id: string, given: Record<string, unknown>) {
  landscape ??= landscapeOfGraph()
  const walls: number[] = []
  for (const workers of [1, 2]) {
    const crew = nodeCrew(workers)
    const run = () => crew.run(measureOf(id), landscape, given as never)
    for (let again = 0; again < WARM; again++) await run()
    const times: number[] = []
    for (let again = 0; again < 5; again++) {
      const began = performance.now()
      await run()
      times.push(performance.now() - began)
    }
    walls.push(times.sort((a, b) => a - b)[2]!)
    await crew.close()
  }
  return { value: walls[0]! / walls[1]!, ms: walls[1]! }
}

await serveWork({
  opportunities,
  'two-workers-reach': () => twoWorkers('reach', { worlds: 256, chance: 0.1 }),
  'two-workers-betweenness': () => twoWorkers('betweenness-sampled', { error: 0.005 }),
  'two-workers-clustering': () => twoWorkers('clustering', {}),
  'two-workers-constraint': () => twoWorkers('constraint', {}),
  build: () => buildNetwork({ people, from, to }).ties,
  components: () => components(network).count,
  'page-rank': (digits) => pageRank(network, { tolerance: 10 ** -digits }).rank[0]! * people,
  core: () => kCore(network).reduce((most, one) => Math.max(most, one)),
  cuts: () => cutPoints(network).bridges.length,
  // a copy each time: ties laid out for triangles are kept with a network, and every run should pay for them
  clustering: () => sum(clustering({ ...network }).local),
  constraint: () => sum(constraint({ ...network })),
  brokerage: () => brokerageRoles({ ...network }, sides).total.liaison,
  assortativity: () => degreeAssortativity(network) ?? 0,
  louvain: () => louvain(network).modularity ?? 0,
  leiden: () => leiden(network).modularity ?? 0,
  betweenness: (sources) => sum(betweennessFrom(network, evenly(sources))),
  world,
  'what-if': whatIf,
})
