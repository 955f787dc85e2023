import { buildLandscapeFromColumns } from '@ecotone/engine/network/build-landscape.ts'
import type { Landscape } from '@ecotone/engine/network/landscape.ts'
import type { GraphColumns } from './peer.ts'

/** How a landscape of a graph is asked about: with ties that carry one way only, or with all of them mutual. */
export interface Richness {
  oneWay: boolean
}

/**
 * The people and ties of a graph with something in every other table, so that no measure has an easy day: two boundaries, people on two sides,
 * people in two practices, answers of six in ten, concerns, trust, spaces, stakes, a team. Always the same. Fictional in every respect.
 */
export function richGraph({ people, from, to, group, groups }: GraphColumns, { oneWay }: Richness): Landscape {
  const digits = String(people).length
  const idsOf = (letter: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${letter}${String(i).padStart(digits, '0')}`)
  const person = idsOf('p', people)
  const practice = idsOf('g', groups)
  const each = <Row>(step: number, row: (i: number) => Row) =>
    Array.from({ length: Math.ceil(people / step) }, (_, k) => row(k * step))
  const second = each(10, (i) => i)
  return buildLandscapeFromColumns({
    complete: false,
    people: person,
    practices: practice,
    memberships: {
      person: [...person.keys(), ...second],
      practice: [...group, ...second.map((i) => (group[i]! + 1) % groups)],
    },
    ties: {
      from,
      to,
      strength: Float32Array.from(from, (one, k) => (1 + ((one + k) % 4)) / 4),
      mutual: Uint8Array.from(from, (_, k) => (oneWay && k % 5 === 0 ? 0 : 1)),
    },
    boundaries: [
      { id: 'river', kind: 'geographic', sides: ['east', 'north', 'south', 'west'] },
      { id: 'school', kind: 'disciplinary', sides: ['hand', 'word'] },
    ],
    standings: [
      ...practice.map((id, a) => ({
        boundary: 'river',
        holder: { practice: id },
        sides: [['north', 'south', 'east', 'west'][a % 4]!],
      })),
      ...each(3, (i) => ({
        boundary: 'school',
        holder: { person: person[i]! },
        sides: i % 5 === 0 ? ['hand', 'word'] : [i % 2 === 0 ? 'hand' : 'word'],
      })),
    ],
    answers: person.filter((_, i) => i % 5 < 3).map((id) => ({ person: id, about: null })),
    concerns: each(7, (i) => ({
      id: `about ${(i * 31) % 40}`,
      holder: { person: person[i]! },
      kind: (['cares', 'offers', 'seeks'] as const)[i % 3]!,
    })),
    legitimacy: each(20, (i) => ({
      person: person[i]!,
      practice: practice[group[i]!]!,
      wouldCome: 2 + (i % 5),
      wouldNot: i % 2,
      claimed: i % 9 === 0,
    })),
    keepApart: [{ one: { practice: practice[0]! }, other: { practice: practice[1]! }, concern: null }],
    spaces: Array.from({ length: 20 }, (_, s) => ({
      id: `space ${s}`,
      people: Array.from({ length: 12 }, (__, k) => person[(s * 997 + k * 131) % people]!),
    })),
    stakes: practice.slice(1).map((id, a) => ({ from: id, to: practice[a]!, weight: 1 + (a % 3) })),
    notInvitable: each(100, (i) => person[i]!),
    team: person.slice(3, 8),
  })
}
