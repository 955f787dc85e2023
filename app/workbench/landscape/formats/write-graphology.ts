import type { GraphExport } from './graph-export.ts'

/** A network as graphology serialises one, which Gephi Lite opens too. */
export function writeGraphology({ name, things, links }: GraphExport): string {
  const nodes = things.map(({ id, label, type, said, x, y }) => {
    return { key: id, attributes: { ...Object.fromEntries(said), ...(label !== null && { label }), type, x, y } }
  })
  const edges = links.map(({ id, from, to, type, directed, weight, said }) => {
    const direction = directed ? 'directed' : 'mutual'
    const attributes = { ...Object.fromEntries(said), type, direction, weight }
    return { key: id, source: from, target: to, attributes, ...(!directed && { undirected: true }) }
  })
  const options = { type: 'mixed', multi: true, allowSelfLoops: false }
  return `${JSON.stringify({ attributes: { name }, options, nodes, edges })}\n`
}
