import { emptyGraphMap, type GraphConnection, type GraphItem, type GraphMap, takeTypes } from './graph-map.ts'
import type { NamedFile } from './named-file.ts'
import { readXml } from './read-xml.ts'
import type { Reading } from './reading.ts'

interface Attribute {
  title: string
  usual: string | null
}

/** Parts of GEXF that say how something was drawn or changed over time, and nothing that a landscape holds. */
const otherParts = new Set(['spells', 'spell', 'parents', 'parent', 'slices', 'slice'])

/**
 * The network in a GEXF file of any version (1.1 to 1.3): its nodes, also those inside others, edges, attributes with their defaults.
 * Null when it could not be read.
 */
export async function readGexf(file: NamedFile, reading: Reading): Promise<GraphMap | null> {
  const map = emptyGraphMap('gexf')
  const declared = { node: new Map<string, Attribute>(), edge: new Map<string, Attribute>() }
  const leftOut = new Map<string, number>()
  const open: (GraphItem | GraphConnection)[] = []
  let of: 'node' | 'edge' = 'node'
  let attribute: Attribute | null = null
  let directed = 'undirected'
  const read = await readXml(file, reading, {
    open(name, attributes, prefix) {
      const at = (key: string) => attributes.get(key) ?? null
      if (prefix === 'viz' || otherParts.has(name)) {
        const part = prefix === 'viz' ? `viz:${name}` : name
        leftOut.set(part, (leftOut.get(part) ?? 0) + 1)
      } else if (name === 'graph') directed = at('defaultedgetype') ?? directed
      else if (name === 'attributes') of = at('class') === 'edge' ? 'edge' : 'node'
      else if (name === 'attribute') {
        attribute = { title: at('title') ?? at('id') ?? '', usual: null }
        declared[of].set(at('id') ?? '', attribute)
      } else if (name === 'node') {
        const element = itemOf(map.elements.length, 'node', at)
        map.elements.push(element)
        open.push(element)
        sayTimes(element, at)
      } else if (name === 'edge') {
        const item = itemOf(map.connections.length, 'edge', at)
        const direction = at('type') ?? directed
        const connection: GraphConnection = { ...item, from: at('source'), to: at('target'), direction }
        const kind = at('kind')
        if (kind) connection.types.push(kind)
        const weight = at('weight')
        if (weight !== null) connection.fields.set('weight', weight)
        map.connections.push(connection)
        open.push(connection)
        sayTimes(connection, at)
      } else if (name === 'attvalue') sayValue(open.at(-1), at, declared)
    },
    close(name, text) {
      if (name === 'default' && attribute) attribute.usual = text.trim()
      else if (name === 'attribute') attribute = null
      else if (name === 'node' || name === 'edge') {
        const item = open.pop()
        if (item) finish(item, 'from' in item ? declared.edge : declared.node)
      } else if (name === 'description' && text.trim() !== '') map.name ??= text.trim()
    },
  })
  map.leftOut = [...leftOut].map(([part, count]) => ({ part, count }))
  return read ? map : null
}

type Ask = (key: string) => string | null

function itemOf(nth: number, what: string, at: Ask): GraphItem {
  return { path: `${what} ${nth + 1}`, id: at('id'), label: at('label'), types: [], fields: new Map() }
}

/** From when and until when something was there; GEXF has several words for it. */
function sayTimes(item: GraphItem, at: Ask): void {
  for (const key of ['start', 'startopen', 'end', 'endopen', 'timestamp', 'timestamps', 'intervals', 'pid']) {
    const value = at(key)
    if (value !== null) item.fields.set(key, value)
  }
}

function sayValue(
  item: GraphItem | undefined,
  at: Ask,
  declared: { node: Map<string, Attribute>; edge: Map<string, Attribute> },
): void {
  const id = at('for') ?? at('id')
  const value = at('value')
  if (!item || id === null || value === null) return
  const attributes = 'from' in item ? declared.edge : declared.node
  const title = attributes.get(id)?.title ?? id
  // A dynamic attribute has a value for each stretch of time: all of them are said.
  const earlier = item.fields.get(title)
  item.fields.set(title, typeof earlier === 'string' ? `${earlier}|${value}` : value)
}

/** Gives defaults to what was not said, and takes out what is a word for the kind of thing it is. */
function finish(item: GraphItem, attributes: ReadonlyMap<string, Attribute>): void {
  for (const { title, usual } of attributes.values())
    if (usual !== null && usual !== '' && !item.fields.has(title)) item.fields.set(title, usual)
  takeTypes(item)
}
