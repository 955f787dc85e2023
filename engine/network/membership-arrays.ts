import { isAmount, noAmount } from './amount.ts'
import type { MembershipColumns } from './landscape-columns.ts'
import { inOrder, sortIntoRows } from './rows.ts'

/**
 * Memberships by person and by practice. Repeated rows of one person in one practice add up; weights are scaled to sum 1 over a person.
 *
 * @throws BadInput naming the row of a weight that is not from 1e-100 to 1e100
 */
export function membershipArrays(columns: MembershipColumns, people: number, practices: number) {
  const { person, practice, weight } = columns
  for (let k = 0; weight && k < person.length; k++) {
    if (!isAmount(weight[k])) throw noAmount(`memberships row ${k + 1}, weight`, weight[k])
  }
  const merged = mergeRepeats(columns, sortIntoRows(person, practice, people, practices).order)
  const byPerson = sortIntoRows(merged.person, merged.practice, people, practices)
  const byPractice = sortIntoRows(merged.practice, merged.person, practices, people)
  const total = new Float64Array(people)
  for (let k = 0; k < merged.person.length; k++) total[merged.person[k]!]! += merged.weight[k]!
  const memberWeight = merged.weight.map((value, k) => value / total[merged.person[k]!]!)
  return {
    memberStart: byPerson.start,
    memberPractice: merged.practice,
    memberWeight,
    practiceStart: byPractice.start,
    practicePerson: inOrder(merged.person, byPractice.order),
    practiceWeight: Float64Array.from(byPractice.order, (entry) => memberWeight[entry]!),
  }
}

function mergeRepeats({ person, practice, weight }: MembershipColumns, order: Uint32Array) {
  const merged = {
    person: new Uint32Array(order.length),
    practice: new Uint32Array(order.length),
    weight: new Float64Array(order.length),
  }
  let count = 0
  for (const k of order) {
    const again = count > 0 && merged.person[count - 1] === person[k] && merged.practice[count - 1] === practice[k]
    if (!again) {
      merged.person[count] = person[k]!
      merged.practice[count++] = practice[k]!
    }
    merged.weight[count - 1]! += weight ? weight[k]! : 1
  }
  return {
    person: merged.person.slice(0, count),
    practice: merged.practice.slice(0, count),
    weight: merged.weight.slice(0, count),
  }
}
