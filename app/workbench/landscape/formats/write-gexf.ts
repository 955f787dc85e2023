import { element, XML_HEAD } from '../../../platform/write-xml.ts'
import type { GraphExport } from './graph-export.ts'

/**
 * A network as GEXF 1.3. Written so that Gephi and Gephi Lite read it alike: attributes have numbers for ids and their headings as
 * titles, a tie that runs both ways is undirected, and everybody has a place.
 */
export function writeGexf({ name, things, links }: GraphExport): string {
  const ofThings = numbered(['type', ...headingsOf(things)])
  const ofLinks = numbered(['type', 'direction', ...headingsOf(links)])
  const nodes = things.map(({ id, label, type, said, x, y }) =>
    element('node', { id, label }, [
      values(ofThings, new Map([['type', type], ...said])),
      element('viz:position', { x, y, z: 0 }),
    ]),
  )
  const edges = links.map(({ id, from, to, type, directed, weight, said }) => {
    const direction = directed ? 'directed' : 'mutual'
    return element('edge', { id, source: from, target: to, type: directed ? 'directed' : 'undirected', weight }, [
      values(ofLinks, new Map([['type', type], ['direction', direction], ...said])),
    ])
  })
  const graph = element('graph', { defaultedgetype: 'undirected', mode: 'static' }, [
    declared('node', ofThings),
    declared('edge', ofLinks),
    `<nodes>\n${nodes.join('\n')}\n</nodes>\n`,
    `<edges>\n${edges.join('\n')}\n</edges>\n`,
  ])
  const meta = element('meta', {}, [element('creator', {}, 'Ecotone'), element('description', {}, name)])
  const spaces = { xmlns: 'http://gexf.net/1.3', 'xmlns:viz': 'http://gexf.net/1.3/viz', version: '1.3' }
  return `${XML_HEAD}${element('gexf', spaces, ['\n', meta, '\n', graph, '\n'])}\n`
}

/** Every heading that is used, in one order for all. */
export function headingsOf(items: readonly { said: ReadonlyMap<string, string> }[]): string[] {
  const found = new Set<string>()
  for (const { said } of items) for (const heading of said.keys()) found.add(heading)
  return [...found].sort()
}

function numbered(headings: readonly string[]): Map<string, number> {
  return new Map(headings.map((heading, at) => [heading, at]))
}

function declared(of: 'node' | 'edge', headings: ReadonlyMap<string, number>): string {
  const each = [...headings].map(([title, id]) => element('attribute', { id, title, type: 'string' }))
  return `${element('attributes', { class: of, mode: 'static' }, each)}\n`
}

function values(ids: ReadonlyMap<string, number>, said: ReadonlyMap<string, string>): string {
  const each = [...said].map(([heading, value]) => element('attvalue', { for: ids.get(heading)!, value }))
  return element('attvalues', {}, each)
}
