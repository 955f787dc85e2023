import type { GraphItem } from './graph-map.ts'

/**
 * Elements as Kumu tells them apart: by id, else by label and type. One that comes again is the same, and what it says later counts
 * (fields it does not fill stay). Gives each once, where it first stood, and those that were merged into an earlier one.
 */
export function mergeItems(items: readonly GraphItem[]): { elements: GraphItem[]; merged: GraphItem[] } {
  const first = new Map<string, number>()
  const elements: GraphItem[] = []
  const merged: GraphItem[] = []
  for (const item of items) {
    const key = item.id ?? (item.label === null ? null : JSON.stringify([item.label.trim(), item.types]))
    const at = key === null ? undefined : first.get(key)
    if (key === null || at === undefined) {
      if (key !== null) first.set(key, elements.length)
      elements.push(item)
      continue
    }
    const earlier = elements[at]!
    elements[at] = {
      ...earlier,
      label: item.label ?? earlier.label,
      types: item.types.length > 0 ? item.types : earlier.types,
      fields: new Map([...earlier.fields, ...item.fields]),
    }
    merged.push(item)
  }
  return { elements, merged }
}
