import { MultiUndirectedGraph } from 'graphology'
import Sigma from 'sigma'

/** The same people and ties as points and lines, without names, in sigma. Runs in a browser. */
async function draw(): Promise<void> {
  const bytes = await (await fetch('/graph')).arrayBuffer()
  const head = new Uint32Array(bytes, 0, 2)
  const [people, ties] = [head[0]!, head[1]!]
  const x = new Float32Array(bytes, 8, people)
  const y = new Float32Array(bytes, 8 + 4 * people, people)
  const from = new Uint32Array(bytes, 8 + 8 * people, ties)
  const to = new Uint32Array(bytes, 8 + 8 * people + 4 * ties, ties)
  const graph = new MultiUndirectedGraph()
  for (let k = 0; k < people; k += 1) graph.addNode(String(k), { x: x[k], y: -y[k]!, size: 3, color: '#26438a' })
  for (let k = 0; k < ties; k += 1) {
    graph.addEdgeWithKey(String(k), String(from[k]), String(to[k]), { size: 0.7, color: '#b9b4a6' })
  }
  const sigma = new Sigma(graph, document.querySelector<HTMLElement>('main')!, { renderLabels: false })
  sigma.on('enterNode', () => document.body.classList.add('is-over-person'))
  sigma.on('leaveNode', () => document.body.classList.remove('is-over-person'))
  document.body.classList.add('is-living')
}

await draw()
