import { createRequire } from 'node:module'
import { UndirectedGraph } from 'graphology'
import type louvainModule from 'graphology-communities-louvain'
import { countConnectedComponents } from 'graphology-components'
import { coreNumber } from 'graphology-cores'
import type pageRankModule from 'graphology-metrics/centrality/pagerank.js'
import { createUnweightedIndexedBrandes } from 'graphology-shortest-path/indexed-brandes.js'
import { readGraph, serveWork } from './peer.ts'

// these two say that they export a default and do not
const require = createRequire(import.meta.url)
const louvain: (typeof louvainModule)['default'] = require('graphology-communities-louvain')
const pageRank: (typeof pageRankModule)['default'] = require('graphology-metrics/centrality/pagerank.js')

/** The same work by graphology, the program most people of the browser pick. */
const columns = readGraph(process.argv[2]!)

function build(): UndirectedGraph {
  const graph = new UndirectedGraph()
  for (let i = 0; i < columns.people; i++) graph.addNode(i)
  for (let k = 0; k < columns.from.length; k++) graph.addEdge(columns.from[k], columns.to[k])
  return graph
}

const graph = build()

/** Its own betweenness cannot be asked for some sources, so these are its own steps for each of them. */
function betweenness(sources: number): number {
  const brandes = createUnweightedIndexedBrandes(graph)
  const people = columns.people
  const depends = new Float64Array(people)
  const among = new Float64Array(people)
  const count = sources === 0 ? people : sources
  for (let nth = 0; nth < count; nth++) {
    const source = Math.floor((nth * people) / count)
    const [stack, before, paths] = brandes(source)
    depends.fill(0)
    while (stack.size > 0) {
      const person = stack.pop()!
      const share = (1 + depends[person]!) / paths[person]!
      for (const one of before[person]!) depends[one]! += paths[one]! * share
      if (person !== source) among[person]! += depends[person]!
    }
  }
  return among.reduce((sum, one) => sum + one, 0) / 2
}

// its types ask for a first argument that the exported function has bound already
const coresOf = coreNumber as unknown as (of: UndirectedGraph) => Record<string, number>

await serveWork({
  build: () => build().size,
  components: () => countConnectedComponents(graph),
  'page-rank-1e-6': () =>
    pageRank(graph, { tolerance: 1e-6 / columns.people, maxIterations: 1000, getEdgeWeight: null })['0']! *
    columns.people,
  core: () => Object.values(coresOf(graph)).reduce((most, one) => Math.max(most, one)),
  louvain: () => louvain.detailed(graph, { getEdgeWeight: null, rng: () => 0.5 }).modularity,
  betweenness,
})
