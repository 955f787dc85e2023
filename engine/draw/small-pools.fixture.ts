import { sequence, streamKey } from '../chance.ts'
import type { DrawPool, Quota } from './draw-pool.ts'

export const quota = (category: string, value: string, least: number, most: number): Quota => ({
  category,
  value,
  least,
  most,
})

/** A pool of nine with two categories; sometimes no panel fits. */
export function inventedPool(seed: number, people = 9): DrawPool {
  const next = sequence(streamKey(seed, 'draw test'))
  const pick = (values: string[]) => values[Math.floor(next() * values.length)]!
  const few = (category: string, values: string[]) =>
    values.map((value) => {
      const least = Math.floor(next() * 2)
      return quota(category, value, least, least + 1 + Math.floor(next() * 2))
    })
  return {
    seats: 4,
    people: Array.from({ length: people }, (_, i) => ({
      id: `p${i}`,
      has: { shore: pick(['east', 'west']), craft: pick(['net', 'boat', 'oil']) },
    })),
    quotas: [...few('shore', ['east', 'west']), ...few('craft', ['net', 'boat', 'oil'])],
  }
}

/** All panels of people, tried one by one. */
export function allPanels(pool: DrawPool): number[][] {
  const panels: number[][] = []
  const choose = (from: number, chosen: number[]): void => {
    if (chosen.length === pool.seats) {
      const fits = pool.quotas.every(({ category, value, least, most }) => {
        const count = chosen.filter((i) => pool.people[i]!.has[category] === value).length
        return count >= least && count <= most
      })
      if (fits) panels.push(chosen)
      return
    }
    for (let i = from; i < pool.people.length; i++) choose(i + 1, [...chosen, i])
  }
  choose(0, [])
  return panels
}
