import type { JsonObject } from './read-json.ts'
import { asObject } from './read-json.ts'

/** What both shapes of Kumu JSON have in common, in the terms of the simple one. */
export interface KumuMap {
  shape: 'kumu-blueprint' | 'kumu-backup'
  name: string | null
  elements: KumuItem[]
  connections: KumuConnection[]
  /** parts that have no place in a landscape of people, with how many there are of each */
  leftOut: { part: string; count: number }[]
  /** attributes that Kumu keeps private, by their lower-case names */
  privateFields: string[]
}

export interface KumuItem {
  /** where it stands in the file, e.g. "elements[3]" */
  path: string
  id: string | null
  label: string | null
  types: string[]
  /** everything else that is said of it */
  fields: Map<string, unknown>
}

export interface KumuConnection extends KumuItem {
  from: string | null
  to: string | null
  direction: string | null
}

/** Kumu's simple blueprint or a full project backup; null for any other JSON. */
export function kumuMapOf(value: unknown): KumuMap | null {
  const root = asObject(value)
  if (!root || !Array.isArray(root['elements'])) return null
  const isBackup = Array.isArray(root['maps']) && Array.isArray(root['perspectives'])
  const elements = root['elements'].map((one, at) => itemOf(one, `elements[${at}]`, isBackup))
  const listed = Array.isArray(root['connections']) ? root['connections'] : []
  const parts = ['loops', 'maps', 'perspectives', 'presentations']
  const leftOut = parts.flatMap((part) => {
    const count = Array.isArray(root[part]) ? (root[part] as unknown[]).length : 0
    return count > 0 ? [{ part, count }] : []
  })
  return {
    shape: isBackup ? 'kumu-backup' : 'kumu-blueprint',
    name: textOrNull(root['name']),
    elements,
    connections: listed.flatMap((one, at) => connectionsOf(one, `connections[${at}]`, isBackup)),
    leftOut,
    privateFields: isBackup ? privateFieldsOf(root['attributes']) : [],
  }
}

function privateFieldsOf(attributes: unknown): string[] {
  const listed = Array.isArray(attributes) ? attributes.map(asObject) : []
  return listed.flatMap((one) => (one?.['private'] === true ? (textOrNull(one['name'])?.toLowerCase() ?? []) : []))
}

const itself = new Set(['_id', 'id', 'label', 'type', 'element type', 'connection type', 'attributes'])
const ofConnections = new Set([...itself, 'from', 'to', 'direction', 'reversed'])

function itemOf(value: unknown, path: string, isBackup: boolean, skip = itself): KumuItem {
  const raw = asObject(value) ?? {}
  const said: JsonObject = isBackup ? (asObject(raw['attributes']) ?? {}) : raw
  const fields = new Map<string, unknown>()
  for (const source of isBackup ? [raw, said] : [raw]) {
    for (const [key, one] of Object.entries(source)) if (!skip.has(key) && !isNothing(one)) fields.set(key, one)
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
function connectionsOf(value: unknown, path: string, isBackup: boolean): KumuConnection[] {
  const raw = asObject(value) ?? {}
  const item = itemOf(value, path, isBackup, ofConnections)
  const direction = textOrNull(raw['direction'])
  const from = textOrNull(raw['from'])
  const targets = isBackup ? [textOrNull(raw['to'])] : textsOf(raw['to'])
  const turned = raw['reversed'] === true
  return (targets.length === 0 ? [null] : targets).map((to) => {
    return { ...item, direction, from: turned ? to : from, to: turned ? from : to }
  })
}

function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** One or several texts: a list, or one text in which "|" separates. */
function textsOf(value: unknown): string[] {
  const listed = Array.isArray(value) ? value : [value]
  return listed.flatMap((one) => textOrNull(one)?.split('|') ?? []).flatMap((one) => one.trim() || [])
}
