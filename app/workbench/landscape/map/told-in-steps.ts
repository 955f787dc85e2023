import type { SayMap } from './map-words.ts'

const step = 5

/**
 * A number of people or ties as it stands on a picture that is passed on: in steps of five, so that two pictures of two days do not tell of
 * one person (rule E10). Nothing on such a picture stands for one to four people, so the least that is told is five. Can mislead: whoever
 * holds a picture of every day learns on which day a step was passed, though not who passed it.
 */
export function inSteps(n: number): number {
  return n === 0 ? 0 : Math.max(step, n - (n % step))
}

/** Says the same of a map with its numbers of people and ties in steps. */
export function sayingInSteps(say: SayMap): SayMap {
  const counted = ['people', 'ties', 'crossing']
  const told: SayMap = Object.assign(
    ((key, values = {}) =>
      say(
        key,
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            counted.includes(name) && typeof value === 'number' ? inSteps(value) : value,
          ]),
        ),
      )) as SayMap,
    { language: say.language, rich: say.rich },
  )
  return told
}
