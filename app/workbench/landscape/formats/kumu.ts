import type { GraphConnection, GraphItem, GraphMap } from './graph-map.ts'
import { textOrNull, textsOf } from './graph-map.ts'
import { mergeItems } from './merge-items.ts'
import type { JsonObject } from './read-json.ts'
import { asObject } from './read-json.ts'

/** Kumu's simple blueprint or a full project backup; null for any other JSON. */
export function kumuMapOf(value: unknown): GraphMap | null {
  const root = asObject(value)
  if (!root || !Array.isArray(root['elements'])) return null
  const isBackup = Array.isArray(root['maps']) && Array.isArray(root['perspectives'])
  const { elements, merged } = mergeItems(root['elements'].map((one, at) => itemOf(one, `elements[${at}]`, isBackup)))
  const listed = Array.isArray(root['connections']) ? root['connections'] : []
  const ids = new Set(elements.flatMap((one) => one.id ?? []))
  const leftOut = ['loops', 'maps', 'perspectives', 'presentations', 'description'].flatMap((part) => {
    const there = root[part]
    const count = Array.isArray(there) ? there.length : textOrNull(there)?.trim() ? 1 : 0
    return count > 0 ? [{ part, count }] : []
  })
  return {
    format: isBackup ? 'kumu-backup' : 'kumu-blueprint',
    name: textOrNull(root['name']),
    elements,
    merged,
    connections: listed.flatMap((one, at) => connectionsOf(one, `connections[${at}]`, isBackup, ids)),
    leftOut,
    privateFields: isBackup ? privateFieldsOf(root['attributes']) : [],
    makesEnds: elements.every((element) => element.id === null),
  }
}

function privateFieldsOf(attributes: unknown): string[] {
  const listed = Array.isArray(attributes) ? attributes.map(asObject) : []
  return listed.flatMap((one) => (one?.['private'] === true ? (textOrNull(one['name'])?.toLowerCase() ?? []) : []))
}

const itself = new Set(['_id', 'id', 'label', 'type', 'element type', 'connection type', 'attributes'])
const ofConnections = new Set([...itself, 'from', 'to', 'direction', 'reversed'])

function itemOf(value: unknown, path: string, isBackup: boolean, skip = itself): GraphItem {
  const raw = asObject(value) ?? {}
  const said: JsonObject = isBackup ? (asObject(raw['attributes']) ?? {}) : raw
  const fields = new Map<string, unknown>()
  for (const source of isBackup ? [raw, said] : [raw]) {
    for (const [key, one] of Object.entries(source))
      if (!skip.has(key) && !isNothing(one) && !isUnused(key, one)) fields.set(key, one)
  }
  const type = said['element type'] ?? said['connection type'] ?? said['type']
  return {
    path,
    id: textOrNull(raw['_id'] ?? raw['id']),
    label: textOrNull(said['label']),
    types: textsOf(type),
    fields,
  }
}

/** In the simple shape one connection may lead to several elements, separated by "|". */
function connectionsOf(value: unknown, path: string, isBackup: boolean, ids: ReadonlySet<string>): GraphConnection[] {
  const raw = asObject(value) ?? {}
  const item = itemOf(value, path, isBackup, ofConnections)
  const direction = textOrNull(raw['direction'])
  const from = textOrNull(raw['from'])
  const targets = isBackup ? [textOrNull(raw['to'])] : targetsOf(raw['to'], ids)
  const turned = raw['reversed'] === true
  return (targets.length === 0 ? [null] : targets).map((to) => {
    return { ...item, direction, from: turned ? to : from, to: turned ? from : to }
  })
}

/** An id is taken whole, also where it holds the mark that separates several. */
function targetsOf(to: unknown, ids: ReadonlySet<string>): (string | null)[] {
  return typeof to === 'string' && ids.has(to) ? [to] : textsOf(to)
}

/** A backup says of every connection that nothing delays it: that is no fact about anybody. */
function isUnused(key: string, value: unknown): boolean {
  return (key === 'delayed' || key === 'reversed') && value === false
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
