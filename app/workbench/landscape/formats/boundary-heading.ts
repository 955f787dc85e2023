import { boundaryKinds, type DrawnBoundary } from '../drawn-landscape.ts'

/**
 * How a boundary stands above a column of sides, in formats that know only attributes: its kind, its name and its sides in order, as in
 * `geographic: The ridge ["cape","city"]`.
 */
export function boundaryHeading({ kind, name, sides }: Pick<DrawnBoundary, 'kind' | 'name' | 'sides'>): string {
  return `${kind}: ${name} ${JSON.stringify(sides)}`
}

/** What such a heading says; without a list the sides are those that are found under it. Null for any other heading. */
export function boundaryOfHeading(heading: string): Pick<DrawnBoundary, 'kind' | 'name' | 'sides'> | null {
  const colon = heading.indexOf(': ')
  const kind = boundaryKinds.find((one) => one === heading.slice(0, colon).toLowerCase())
  if (colon === -1 || kind === undefined) return null
  const text = heading.slice(colon + 2)
  for (let at = text.indexOf(' ['); at !== -1; at = text.indexOf(' [', at + 1)) {
    const sides = textsIn(text.slice(at + 1))
    if (sides) return { kind, name: text.slice(0, at), sides }
  }
  return text.trim() === '' ? null : { kind, name: text.trim(), sides: [] }
}

function textsIn(json: string): string[] | null {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  } catch {
    return null
  }
}
