import { element, XML_HEAD } from '../../../platform/write-xml.ts'
import type { GraphExport } from './graph-export.ts'
import { headingsOf } from './write-gexf.ts'

/**
 * A network as GraphML. The graph is undirected by default and ties that run one way are marked, because some readers hear only that;
 * attributes have none but the types that every reader knows.
 */
export function writeGraphml({ name, things, links }: GraphExport): string {
  const ofThings = keysFor('n', ['label', 'type', ...headingsOf(things)])
  const ofLinks = keysFor('e', ['type', 'direction', ...headingsOf(links)])
  const nodes = things.map(({ id, label, type, said, x, y }) => {
    const texts = new Map([...(label === null ? [] : [['label', label] as const]), ['type', type] as const, ...said])
    return element('node', { id }, [...values(ofThings, texts), value('x', String(x)), value('y', String(y))])
  })
  const edges = links.map(({ id, from, to, type, directed, weight, said }) => {
    const texts = new Map([['type', type], ['direction', directed ? 'directed' : 'mutual'], ...said])
    const ends = { id, source: from, target: to, directed: directed ? 'true' : null }
    return element('edge', ends, [...values(ofLinks, texts), value('weight', String(weight))])
  })
  const keys = [
    element('key', { id: 'name', for: 'graph', 'attr.name': 'name', 'attr.type': 'string' }),
    ...declared('node', ofThings),
    element('key', { id: 'x', for: 'node', 'attr.name': 'x', 'attr.type': 'double' }),
    element('key', { id: 'y', for: 'node', 'attr.name': 'y', 'attr.type': 'double' }),
    ...declared('edge', ofLinks),
    element('key', { id: 'weight', for: 'edge', 'attr.name': 'weight', 'attr.type': 'double' }),
  ]
  const graph = element('graph', { edgedefault: 'undirected' }, [
    value('name', name),
    `\n${nodes.join('\n')}\n${edges.join('\n')}\n`,
  ])
  const inside = ['\n', ...keys.map((key) => `${key}\n`), graph, '\n']
  return `${XML_HEAD}${element('graphml', { xmlns: 'http://graphml.graphdrawing.org/xmlns' }, inside)}\n`
}

function keysFor(mark: string, headings: readonly string[]): Map<string, string> {
  return new Map(headings.map((heading, at) => [heading, `${mark}${at}`]))
}

function declared(of: string, keys: ReadonlyMap<string, string>): string[] {
  return [...keys].map(([heading, id]) => element('key', { id, for: of, 'attr.name': heading, 'attr.type': 'string' }))
}

function values(keys: ReadonlyMap<string, string>, said: ReadonlyMap<string, string>): string[] {
  return [...said].map(([heading, text]) => value(keys.get(heading)!, text))
}

function value(key: string, text: string): string {
  return element('data', { key }, text)
}
