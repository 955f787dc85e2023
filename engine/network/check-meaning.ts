import { textKey } from '../chance.ts'
import type { Landscape } from './landscape.ts'
import { unreadable } from './unreadable.ts'

/**
 * Checks that arrays which tell the same thing twice agree, that rows are in order, and that keys belong to their ids: bytes that pass are
 * a landscape somebody could have built, also when whoever changed them made the checksum fit.
 *
 * Called after `checkArrays`, so nothing here can read outside an array. Cost: one pass.
 *
 * @throws BadInput naming the array, the place and the value
 */
export function checkMeaning(landscape: Landscape): void {
  const l = landscape
  checkKeys('personKey', l.personKey, l.ids.people)
  checkKeys('practiceKey', l.practiceKey, l.ids.practices)
  ascending('memberPractice', l.memberStart, l.memberPractice)
  ascending('practicePerson', l.practiceStart, l.practicePerson)
  ascending('stanceSide', l.stanceStart, l.stanceSide)
  ascending('answerPractice', l.answerStart, l.answerPractice)
  ascending('legitimacyPerson', l.legitimacyStart, l.legitimacyPerson)
  ascending('spacePerson', l.spaceStart, l.spacePerson)
  ascending('personSpace', l.personSpaceStart, l.personSpace)
  ascending('stakeTo', l.stakeStart, l.stakeTo)
  checkMemberships(l)
  checkSpaces(l)
  checkStances(l)
  checkStakes(l)
  checkAccounts(l)
}

function checkKeys(name: string, keys: Uint32Array, ids: readonly string[]): void {
  for (let i = 0; i < ids.length; i++) {
    const key = textKey(ids[i]!)
    if (keys[2 * i] === key.low >>> 0 && keys[2 * i + 1] === key.high >>> 0) continue
    throw unreadable(`${name}[${2 * i}]`, keys[2 * i], `it is not the key of "${ids[i]}"`)
  }
}

function ascending(name: string, start: Uint32Array, values: Uint32Array): void {
  for (let r = 0; r + 1 < start.length; r++) {
    for (let k = start[r]! + 1; k < start[r + 1]!; k++) {
      if (values[k]! <= values[k - 1]!) throw unreadable(`${name}[${k}]`, values[k], 'it is out of order')
    }
  }
}

const ROUNDING = 1e-9

/** Weights sum to 1, and both ways tell the same: walking people in order meets the people of each practice in order. */
function checkMemberships(l: Landscape): void {
  const next = l.practiceStart.slice(0, l.counts.practices)
  for (let i = 0; i < l.counts.people; i++) {
    let sum = 0
    for (let k = l.memberStart[i]!; k < l.memberStart[i + 1]!; k++) {
      const practice = l.memberPractice[k]!
      const at = next[practice]!++
      const same = at < l.practiceStart[practice + 1]! && l.practicePerson[at] === i
      if (!same) throw unreadable(`memberPractice[${k}]`, practice, `person ${i} does not stand there among its people`)
      if (l.practiceWeight[at] !== l.memberWeight[k]) {
        throw unreadable(`practiceWeight[${at}]`, l.practiceWeight[at], `memberWeight[${k}] says ${l.memberWeight[k]}`)
      }
      sum += l.memberWeight[k]!
    }
    if (l.memberStart[i]! < l.memberStart[i + 1]! && Math.abs(sum - 1) > ROUNDING) {
      throw unreadable(`memberWeight of person ${i}, sum`, sum, 'it should be 1')
    }
  }
}

function checkSpaces(l: Landscape): void {
  const next = l.personSpaceStart.slice(0, l.counts.people)
  for (let s = 0; s < l.ids.spaces.length; s++) {
    for (let k = l.spaceStart[s]!; k < l.spaceStart[s + 1]!; k++) {
      const at = next[l.spacePerson[k]!]!++
      if (at < l.personSpaceStart[l.spacePerson[k]! + 1]! && l.personSpace[at] === s) continue
      throw unreadable(`spacePerson[${k}]`, l.spacePerson[k], `space ${s} does not stand among that person's spaces`)
    }
  }
}

/** A standing on a boundary is made of sides of that boundary. */
function checkStances(l: Landscape): void {
  const { people, practices } = l.counts
  for (let b = 0; b < l.counts.boundaries; b++) {
    const foreign = (stance: number) =>
      l.stanceStart[stance] !== l.stanceStart[stance + 1] &&
      (l.stanceSide[l.stanceStart[stance]!]! < l.sideStart[b]! ||
        l.stanceSide[l.stanceStart[stance + 1]! - 1]! >= l.sideStart[b + 1]!)
    for (let k = b * people; k < (b + 1) * people; k++) {
      if (foreign(l.standing[k]!))
        throw unreadable(`standing[${k}]`, l.standing[k], `it is no standing on boundary ${b}`)
    }
    for (let k = b * practices; k < (b + 1) * practices; k++) {
      if (!foreign(l.practiceStanding[k]!)) continue
      throw unreadable(`practiceStanding[${k}]`, l.practiceStanding[k], `it is no standing on boundary ${b}`)
    }
  }
}

function checkStakes(l: Landscape): void {
  for (let from = 0; from < l.counts.practices; from++) {
    for (let k = l.stakeStart[from]!; k < l.stakeStart[from + 1]!; k++) {
      if (l.stakeTo[k] === from) throw unreadable(`stakeTo[${k}]`, from, 'a practice has no stake in itself')
    }
  }
}

/** Every dyad was told of by somebody, and every account has a way. */
function checkAccounts(l: Landscape): void {
  for (let d = 0; d < l.counts.dyads; d++) {
    if (l.accountStart[d + 1] === l.accountStart[d]) {
      throw unreadable(`accountStart[${d + 1}]`, l.accountStart[d + 1], 'nobody told of this dyad')
    }
  }
  for (let k = 0; k < l.counts.accounts; k++) {
    if ((l.accountWay[k]! & 3) === 0)
      throw unreadable(`accountWay[${k}]`, l.accountWay[k], 'a tie goes one way or both')
  }
}
