import type { WeightedPoints } from './k-means.ts'

/**
 * How well do groups stand apart, from −1 to 1? For each person, `(b − a) / max(a, b)`: a is the mean distance to the others of their
 * group, b that to the nearest other group; the mean over people. Near 0 the groups run into one another. Somebody alone in a group
 * counts 0, and so does a single group.
 *
 * Source: P. Rousseeuw, Silhouettes, 1987. Cost O(points²).
 *
 * @param groupOf group of each point, 0 to `groups` − 1
 */
export function silhouette({ place, weight }: WeightedPoints, groupOf: Int32Array, groups: number): number {
  const people = new Float64Array(groups)
  let all = 0
  for (let i = 0; i < groupOf.length; i++) {
    people[groupOf[i]!]! += weight[i]!
    all += weight[i]!
  }
  const distance = new Float64Array(groups)
  let sum = 0
  for (let i = 0; i < groupOf.length; i++) {
    distance.fill(0)
    for (let j = 0; j < groupOf.length; j++) {
      const x = place[2 * i]! - place[2 * j]!
      const y = place[2 * i + 1]! - place[2 * j + 1]!
      distance[groupOf[j]!]! += weight[j]! * Math.sqrt(x * x + y * y)
    }
    sum += weight[i]! * standing(distance, people, groupOf[i]!)
  }
  return all === 0 ? 0 : sum / all
}

function standing(distance: Float64Array, people: Float64Array, own: number): number {
  if (people[own]! <= 1) return 0
  const inside = distance[own]! / (people[own]! - 1)
  let nearest = Number.POSITIVE_INFINITY
  for (let g = 0; g < people.length; g++) {
    if (g !== own && people[g]! > 0) nearest = Math.min(nearest, distance[g]! / people[g]!)
  }
  if (nearest === Number.POSITIVE_INFINITY) return 0
  const larger = Math.max(inside, nearest)
  return larger === 0 ? 0 : (nearest - inside) / larger
}
