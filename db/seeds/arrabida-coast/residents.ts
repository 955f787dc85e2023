import type { DrawnConsent, DrawnMembership, DrawnPerson } from '../../../app/workbench/landscape/drawn-landscape.ts'
import { type CastMember, manAtTheFountain, type PracticeId, theCast } from '../the-cast.ts'
import { type Chance, chance } from './chance.ts'
import { dayAfter } from './day.ts'
import { inventNames, theLongName, theSameName } from './names.ts'
import { practicePlans } from './practices.ts'
import type { Say } from './say.ts'

/** Somebody of the example with what the other files need to know of them before anything is drawn. */
export interface Resident {
  id: string
  name: string
  cast: CastMember | null
  /** where they are counted; null for the one who belongs nowhere */
  practice: PracticeId | null
  /** other practices they belong to */
  also: PracticeId[]
  /** knows few people */
  quiet: boolean
  answered: boolean
  consent: DrawnConsent['state']
  /** known since the first sketch */
  early: boolean
}

/** Who belongs to a second practice as well: so many of the first also in the second. None in Redeiras, which stays at four. */
const secondMemberships: readonly (readonly [PracticeId, PracticeId, number])[] = [
  ['companhas', 'guias', 7],
  ['companhas', 'bombeiros', 4],
  ['companhas', 'escola', 4],
  ['mariscadoras', 'moradores', 3],
  ['saude-da-costa', 'cuidadoras', 6],
  ['saude-da-costa', 'escola', 3],
  ['saude-da-costa', 'bombeiros', 2],
  ['vigias', 'bombeiros', 3],
  ['vigias', 'guias', 2],
  ['vigias', 'escola', 2],
  ['vigias', 'gabinete', 2],
  ['bombeiros', 'vigias', 4],
  ['bombeiros', 'saude-da-costa', 2],
  ['bombeiros', 'cuidadoras', 3],
  ['gabinete', 'escola', 1],
  ['guias', 'companhas', 4],
  ['guias', 'escola', 3],
  ['guias', 'bombeiros', 1],
  ['escola', 'guias', 3],
  ['escola', 'cuidadoras', 2],
  ['escola', 'moradores', 2],
  ['cozinhas', 'guias', 3],
  ['cozinhas', 'moradores', 1],
  ['cuidadoras', 'moradores', 4],
  ['cuidadoras', 'saude-da-costa', 3],
  ['moradores', 'bombeiros', 1],
  ['moradores', 'cuidadoras', 1],
]

/** Of those who did not answer: how many were told and are silent, were named only, hid themselves, withdrew. The rest agreed. */
const silentStates: readonly (readonly [DrawnConsent['state'], number])[] = [
  ['told', 41],
  ['not yet asked', 19],
  ['hidden', 9],
  ['withdrawn', 3],
]

/** Everybody of the example: 300 by first membership and one who belongs to no practice. */
export function residents(seed: number): Resident[] {
  const names = inventNames(chance(seed, 'names'), 300)
  const everybody = practicePlans.flatMap((plan) => {
    const cast = theCast.filter((each) => each.practice === plan.id)
    const others = Array.from({ length: plan.people - cast.length }, (_, at) =>
      invented(plan.id, cast.length + at + 1, names),
    )
    return [...cast.map(fromCast), ...others]
  })
  nameThePlanted(everybody)
  chooseWhoAnswered(everybody, chance(seed, 'answered'))
  chooseConsent(everybody, chance(seed, 'consent'))
  addSecondMemberships(everybody, chance(seed, 'second memberships'))
  return [...everybody, theManAtTheFountain()]
}

/** People as the folder holds them; mail at example.org only, and one telephone that rings nowhere. */
export function drawPeople(everybody: readonly Resident[], say: Say): DrawnPerson[] {
  const used = new Set<string>()
  const phoneOnly = everybody.find((each) => each.practice === 'mariscadoras' && !each.cast && each.answered)
  const paperCard = everybody.findLast((each) => each.practice === 'mariscadoras' && !each.cast && each.answered)
  return everybody.map((each) => ({
    id: each.id,
    name: each.id === manAtTheFountain ? say('person.fountain') : each.name,
    email: each.consent !== 'agreed' || each === phoneOnly || each === paperCard ? null : mailOf(each.name, used),
    phone: each === phoneOnly ? '+351 000 000 000' : null,
    language: each.answered ? 'pt' : null,
  }))
}

/** First memberships weigh 2 where there is another, so that people count most where they are known. */
export function drawMemberships(everybody: readonly Resident[], told: string): DrawnMembership[] {
  return everybody.flatMap((each) => {
    if (!each.practice) return []
    const row = (practice: string, weight: number, mode: DrawnMembership['mode']): DrawnMembership => ({
      person: each.id,
      practice,
      weight,
      mode,
      since: each.cast && weight > 1 ? dayAfter(told, -2600) : null,
      until: null,
    })
    const weight = each.also.length > 0 ? 2 : 1
    return [
      row(each.practice, weight, 'engagement'),
      ...each.also.map((practice) => row(practice, 1, practice === 'moradores' ? 'alignment' : 'engagement')),
    ]
  })
}

function fromCast(cast: CastMember): Resident {
  const { id, name, practice } = cast
  return { ...nobodyYet(), id, name, cast, practice, also: [...cast.also], answered: true, early: true }
}

function invented(practice: PracticeId, number: number, names: string[]): Resident {
  const id = `${practice}-${String(number).padStart(2, '0')}`
  return { ...nobodyYet(), id, name: names.pop()!, practice, early: practice === 'redeiras' }
}

function nobodyYet(): Resident {
  return {
    id: '',
    name: '',
    cast: null,
    practice: null,
    also: [],
    quiet: false,
    answered: false,
    consent: 'agreed',
    early: false,
  }
}

function theManAtTheFountain(): Resident {
  const consent = 'not yet asked' as const
  return { ...nobodyYet(), id: manAtTheFountain, name: 'the man at the fountain', quiet: true, consent, early: true }
}

/** Two people who share a name, on both sides of the estuary, and a name longer than most columns. */
function nameThePlanted(everybody: Resident[]): void {
  everybody.find((each) => each.id === 'mariscadoras-07')!.name = theSameName
  everybody.find((each) => each.id === 'moradores-05')!.name = theSameName
  everybody.find((each) => each.id === 'cuidadoras-06')!.name = theLongName
}

function chooseWhoAnswered(everybody: Resident[], chance: Chance): void {
  for (const plan of practicePlans) {
    const here = everybody.filter((each) => each.practice === plan.id)
    const cast = here.filter((each) => each.cast)
    const others = chance.shuffled(here.filter((each) => !each.cast))
    for (const each of others.slice(0, plan.answered - cast.length)) each.answered = true
    const lonely = chance.shuffled(others.slice(plan.answered - cast.length))
    for (const each of lonely.slice(0, Math.round(plan.people * 0.09))) each.quiet = true
  }
}

function chooseConsent(everybody: Resident[], chance: Chance): void {
  const named = new Set([theSameName, theLongName])
  const silent = everybody.filter((each) => !each.answered)
  const left = chance.shuffled(silent.filter((each) => !named.has(each.name)))
  const initials = new Set<string>()
  for (const [state, count] of silentStates) {
    for (const each of left.splice(0, count)) {
      each.consent = state
      if (state === 'not yet asked') each.name = labelFor(each.name, initials)
    }
  }
}

/** Somebody who was only named by others has a label, not a name: initials, unlike anybody else's. */
function labelFor(name: string, taken: Set<string>): string {
  const [first = 'X', last = 'X'] = name.split(' ')
  for (let letters = 1; letters < last.length; letters += 1) {
    const label = `${first[0]}. ${last.slice(0, letters)}.`
    if (!taken.has(label)) {
      taken.add(label)
      return label
    }
  }
  throw new Error(`No label is left for ${name}.`)
}

function addSecondMemberships(everybody: Resident[], chance: Chance): void {
  for (const [first, second, count] of secondMemberships) {
    const free = everybody.filter(
      (each) => each.practice === first && each.also.length === 0 && !each.cast && !each.quiet,
    )
    for (const each of chance.shuffled(free).slice(0, count)) each.also.push(second)
  }
}

function mailOf(name: string, used: Set<string>): string {
  const words = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/)
  const plain = [words[0], words.at(-1)].join('.')
  let address = plain
  for (let number = 2; used.has(address); number += 1) address = `${plain}.${number}`
  used.add(address)
  return `${address}@example.org`
}
