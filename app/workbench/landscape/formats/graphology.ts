import { emptyGraphMap, type GraphItem, type GraphMap, takeTypes, textOrNull } from './graph-map.ts'
import { takeLabel } from './read-graphml.ts'
import { asObject, type JsonObject } from './read-json.ts'

/**
 * A graph as graphology serialises it, or a project of Gephi Lite that holds one; null for any other JSON. Gephi Lite's own files may
 * carry functions as text: they are never made into functions here.
 */
export function graphologyMapOf(value: unknown): GraphMap | null {
  const root = asObject(value)
  if (!root) return null
  if (root['type'] === 'gephi-lite') return ofProject(root)
  const { nodes, edges } = root
  if (!Array.isArray(nodes) || (edges !== undefined && !Array.isArray(edges))) return null
  if (nodes.length > 0 && asObject(nodes[0])?.['key'] === undefined) return null
  const map = emptyGraphMap('graphology')
  const attributes = asObject(root['attributes']) ?? {}
  map.name = textOrNull(attributes['name']) ?? textOrNull(attributes['title'])
  const others = Object.keys(attributes).filter((key) => key !== 'name' && key !== 'title')
  map.leftOut = others.map((part) => ({ part, count: 1 }))
  const usual = asObject(root['options'])?.['type'] === 'directed' ? 'directed' : null
  addNodes(map, nodes, (node) => asObject(node['attributes']) ?? {})
  addEdges(map, edges ?? [], usual, (edge) => asObject(edge['attributes']) ?? {})
  return map
}

function ofProject(root: JsonObject): GraphMap | null {
  const set = asObject(root['graphDataset'])
  const graph = asObject(set?.['fullGraph'])
  if (!set || !graph || !Array.isArray(graph['nodes'])) return null
  const map = emptyGraphMap('gephi-lite')
  map.name = textOrNull(asObject(set['metadata'])?.['title'])
  const nodeSaid = asObject(set['nodeData']) ?? {}
  const edgeSaid = asObject(set['edgeData']) ?? {}
  const ofKey = (said: JsonObject) => (item: JsonObject) => {
    const key = textOrNull(item['key'])
    return { ...asObject(item['attributes']), ...(key !== null && Object.hasOwn(said, key) && asObject(said[key])) }
  }
  addNodes(map, graph['nodes'], ofKey(nodeSaid))
  addEdges(map, Array.isArray(graph['edges']) ? graph['edges'] : [], null, ofKey(edgeSaid))
  const parts = ['filters', 'appearance', 'layout'].filter(
    (part) => root[part] !== undefined || set[part] !== undefined,
  )
  map.leftOut = parts.map((part) => ({ part, count: 1 }))
  return map
}

function addNodes(map: GraphMap, nodes: unknown[], saidOf: (node: JsonObject) => JsonObject): void {
  for (const [nth, one] of nodes.entries()) {
    const node = asObject(one) ?? {}
    const element = itemOf(`nodes[${nth}]`, textOrNull(node['key']), saidOf(node))
    takeLabel(element)
    map.elements.push(element)
  }
}

function addEdges(
  map: GraphMap,
  edges: unknown[],
  usual: string | null,
  saidOf: (edge: JsonObject) => JsonObject,
): void {
  for (const [nth, one] of edges.entries()) {
    const edge = asObject(one) ?? {}
    const direction = edge['undirected'] === true ? 'undirected' : (usual ?? 'directed')
    const item = itemOf(`edges[${nth}]`, textOrNull(edge['key']), saidOf(edge))
    map.connections.push({ ...item, from: textOrNull(edge['source']), to: textOrNull(edge['target']), direction })
  }
}

function itemOf(path: string, id: string | null, said: JsonObject): GraphItem {
  const item: GraphItem = { path, id, label: null, types: [], fields: new Map(Object.entries(said)) }
  takeTypes(item)
  return item
}
