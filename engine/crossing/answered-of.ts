import { type AnswerRate, hasAnswered } from '../network/answers.ts'
import type { Landscape } from '../network/landscape.ts'

/** How many of these people answered who they talk with; all of them in a landscape declared complete. */
export function answeredOf(landscape: Landscape, people: Uint32Array): AnswerRate {
  let answered = 0
  for (const i of people) if (landscape.complete || hasAnswered(landscape, i)) answered++
  return { people: people.length, answered }
}
