import type { Spot } from '../field.ts'
import type { Places } from './places.ts'
import type { SentFeature, SentMap } from './sent-map.ts'

/** Somebody or something on the map whose name has the words. */
export type Found = Spot & { label: string } & (
    | { kind: 'person'; person: number }
    | { kind: 'feature'; feature: SentFeature }
  )

const MOST_FOUND = 8

/** A name without accents, in small letters: how it is typed in a hurry. */
export function plainly(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

/**
 * Who and what on the map has these words in its name, in any order? Hills and spaces first, then people; whatever begins with the words
 * before whatever has them further on. At most eight. O(names · words).
 */
export function findOnMap(map: SentMap, places: Places, words: string): Found[] {
  const wanted = plainly(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const has = (name: string) => wanted.every((word) => name.includes(word))
  const begins = ({ label }: Found) => (plainly(label).startsWith(wanted[0]!) ? 0 : 1)
  const features = placed(map).filter(({ label }) => has(plainly(label)))
  const people: Found[] = []
  const { names } = map.head
  for (let person = 0; names !== null && person < names.length; person += 1) {
    const label = names[person]!
    if (label === '' || !has(plainly(label))) continue
    people.push({ kind: 'person', person, label, x: places.x(person), y: places.y(person) })
  }
  const inOrder = (found: Found[]) => found.sort((a, b) => begins(a) - begins(b))
  return [...inOrder(features), ...inOrder(people)].slice(0, MOST_FOUND)
}

function placed({ head }: SentMap): Found[] {
  const spots = new Map<string, Spot & { name: string }>([
    ...(head.you === null ? [] : [[`you ${head.you.id}`, { ...head.you, name: head.features[0]!.label }] as const]),
    ...head.hills.map((hill) => [`hill ${hill.id}`, hill] as const),
    ...head.spaces.map((space) => [`space ${space.id}`, space] as const),
    ...head.clearings.map((clearing) => [`clearing ${clearing.id}`, { ...clearing, name: clearing.title }] as const),
  ])
  return head.features.flatMap((feature): Found[] => {
    const spot = spots.get(`${feature.kind} ${feature.id}`)
    return spot === undefined ? [] : [{ kind: 'feature', feature, label: spot.name, x: spot.x, y: spot.y }]
  })
}
