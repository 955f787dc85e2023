import { dyadBetween, type Landscape } from './landscape.ts'

/**
 * Is anything known about a tie between two people: was it told (yes or no), did one of them answer a question that the other
 * falls under, or is the landscape declared complete?
 *
 * Source: a pair nobody told of is a "no" only where somebody it concerns was asked and answered.
 */
export function isKnown(landscape: Landscape, one: number, other: number): boolean {
  if (landscape.complete) return true
  if (answeredAbout(landscape, one, other) || answeredAbout(landscape, other, one)) return true
  return dyadBetween(landscape, one, other) >= 0
}

/** Did `person` answer a question under which `other` falls? */
export function answeredAbout(landscape: Landscape, person: number, other: number): boolean {
  if (landscape.answeredAll[person] === 1) return true
  const { answerStart, answerPractice, memberStart, memberPractice } = landscape
  for (let k = answerStart[person]!; k < answerStart[person + 1]!; k++) {
    for (let e = memberStart[other]!; e < memberStart[other + 1]!; e++) {
      if (answerPractice[k] === memberPractice[e]) return true
    }
  }
  return false
}

/** Did this person answer any question about ties? */
export function hasAnswered(landscape: Landscape, person: number): boolean {
  return landscape.answeredAll[person] === 1 || landscape.answerStart[person + 1]! > landscape.answerStart[person]!
}

export interface AnswerRate {
  people: number
  answered: number
}

/**
 * How many people of each practice answered who they talk with, and how many of everybody?
 *
 * Print it beside every value: what was not asked looks like what is not there. In a landscape declared complete everybody
 * counts as having answered.
 */
export function answerRates(landscape: Landscape): { everybody: AnswerRate; byPractice: AnswerRate[] } {
  const answered = (person: number) => landscape.complete || hasAnswered(landscape, person)
  const everybody: AnswerRate = { people: landscape.counts.people, answered: 0 }
  for (let i = 0; i < everybody.people; i++) if (answered(i)) everybody.answered++
  const byPractice = landscape.ids.practices.map((_, a) => {
    const people = landscape.practicePerson.subarray(landscape.practiceStart[a]!, landscape.practiceStart[a + 1]!)
    return { people: people.length, answered: people.reduce((sum, person) => sum + (answered(person) ? 1 : 0), 0) }
  })
  return { everybody, byPractice }
}
