import { emptyGraphMap, type GraphConnection, type GraphItem, type GraphMap, takeTypes } from './graph-map.ts'
import type { NamedFile } from './named-file.ts'
import { readXml } from './read-xml.ts'
import type { Reading } from './reading.ts'

interface Key {
  of: string
  name: string
  usual: string | null
}

/** Parts of GraphML that a landscape has no place for. */
const otherParts = new Set(['hyperedge', 'port', 'endpoint', 'locator'])

/** The network in a GraphML file: nodes, also those of graphs inside nodes, edges, and the attributes that its keys declare. */
export async function readGraphml(file: NamedFile, reading: Reading): Promise<GraphMap | null> {
  const map = emptyGraphMap('graphml')
  const keys = new Map<string, Key>()
  const leftOut = new Map<string, number>()
  const open: (GraphItem | GraphConnection)[] = []
  let key: Key | null = null
  let dataKey: string | null = null
  let directed = 'undirected'
  const read = await readXml(file, reading, {
    open(name, attributes) {
      const at = (one: string) => attributes.get(one) ?? null
      if (otherParts.has(name)) leftOut.set(name, (leftOut.get(name) ?? 0) + 1)
      else if (name === 'key') {
        key = { of: at('for') ?? 'all', name: at('attr.name') ?? at('id') ?? '', usual: null }
        keys.set(at('id') ?? '', key)
      } else if (name === 'graph') directed = at('edgedefault') ?? directed
      else if (name === 'node') {
        const element = itemOf(map.elements.length, 'node', at('id'))
        map.elements.push(element)
        open.push(element)
      } else if (name === 'edge') {
        const item = itemOf(map.connections.length, 'edge', at('id'))
        const said = at('directed')
        const direction = said === null ? directed : said === 'true' ? 'directed' : 'undirected'
        const connection = { ...item, from: at('source'), to: at('target'), direction }
        map.connections.push(connection)
        open.push(connection)
      } else if (name === 'data') dataKey = at('key')
    },
    close(name, text) {
      if (name === 'default' && key) key.usual = text.trim()
      else if (name === 'key') key = null
      else if (name === 'data' && dataKey !== null) {
        const heading = keys.get(dataKey)?.name ?? dataKey
        const item = open.at(-1)
        if (item && text.trim() !== '') item.fields.set(heading, text.trim())
        else if (!item && heading === 'name') map.name ??= text.trim()
        else if (!item) leftOut.set(heading, (leftOut.get(heading) ?? 0) + 1)
        dataKey = null
      } else if (name === 'node' || name === 'edge') {
        const item = open.pop()
        if (item) finish(item, keys)
      }
    },
  })
  map.leftOut = [...leftOut].map(([part, count]) => ({ part, count }))
  return read ? map : null
}

function itemOf(nth: number, what: string, id: string | null): GraphItem {
  return { path: `${what} ${nth + 1}`, id, label: null, types: [], fields: new Map() }
}

function finish(item: GraphItem, keys: ReadonlyMap<string, Key>): void {
  const what = 'from' in item ? 'edge' : 'node'
  for (const { of, name, usual } of keys.values()) {
    if ((of === what || of === 'all') && usual !== null && usual !== '' && !item.fields.has(name))
      item.fields.set(name, usual)
  }
  takeTypes(item)
  if (what === 'node') takeLabel(item)
}

/** GraphML has no label of its own: an attribute called label, else one called name, is it. */
export function takeLabel(item: GraphItem): void {
  for (const wanted of ['label', 'name']) {
    for (const [key, value] of item.fields) {
      if (item.label !== null || key.toLowerCase() !== wanted || typeof value !== 'string' || value.trim() === '')
        continue
      item.label = value
      item.fields.delete(key)
    }
  }
}
