import { seededChance } from './chance.ts'
import type { MapBoundary, MapInput, MapPerson } from './map-input.ts'

/** name, people, sides of place / knowing / deciding (null: none taken) */
type Sketch = [id: string, name: string, people: number, place: number[], knowing: number[], deciding: number[]]

const PRACTICES: Sketch[] = [
  ['crews', 'Companhas de Sesimbra', 36, [0], [0], [2]],
  ['menders', 'Redeiras do Cais', 4, [0], [0], [2]],
  ['gatherers', 'Mariscadoras do Sado', 24, [2], [0], [2]],
  ['health', 'Equipas de Saúde da Costa', 30, [0, 1], [2], []],
  ['inspection', 'Saúde Ambiental', 16, [1], [1], [0]],
  ['laboratory', 'Laboratório Maré Clara', 22, [1], [1], [1]],
  ['wardens', 'Vigias da Serra', 18, [0], [1], [1]],
  ['fire', 'Bombeiros da Orla', 26, [0, 1], [], [1]],
  ['office', 'Gabinete da Orla', 14, [1], [], [0]],
  ['guides', 'Guias do Mar', 24, [0], [0], [1, 2]],
  ['school', 'Escola da Arriba', 24, [1], [], []],
  ['kitchens', 'Cozinhas e Quartos', 22, [2], [], [2]],
  ['carers', 'Cuidadoras do Alto', 22, [0], [2], []],
  ['residents', 'Moradores da Encosta', 18, [0, 2], [], []],
]

const BETWEEN = `crews-menders 8,crews-guides 46,crews-laboratory 7,crews-office 11,crews-health 24,crews-school 17,crews-fire 13,
menders-carers 6,gatherers-kitchens 9,gatherers-laboratory 4,gatherers-crews 12,gatherers-residents 10,health-inspection 34,
health-carers 38,health-fire 21,health-school 14,inspection-laboratory 37,inspection-office 29,inspection-kitchens 6,
laboratory-wardens 26,laboratory-school 12,laboratory-guides 15,wardens-fire 31,wardens-guides 22,wardens-office 18,
fire-carers 9,fire-residents 12,fire-office 14,office-residents 16,office-guides 19,guides-school 11,school-carers 8,
kitchens-health 5,kitchens-guides 12,carers-residents 22`

const BOUNDARIES: MapBoundary[] = [
  {
    id: 'place',
    name: 'The ridge between',
    kind: 'geographic',
    sides: ['cape side', 'city side', 'estuary shore'],
    aggregate: false,
  },
  {
    id: 'knowing',
    name: 'Ways of knowing',
    kind: 'disciplinary',
    sides: ['by hand and tide', 'by measuring', 'by caring'],
    aggregate: false,
  },
  {
    id: 'deciding',
    name: 'Who decides about the sea',
    kind: 'political',
    sides: ['makes the rules', 'carries them out', 'lives by them'],
    aggregate: true,
  },
]

/** A made-up coast of 300 people in 14 practices, for tests and for looking at the map; nobody here exists. */
export function madeUpMapInput(seed = 'made-up coast'): MapInput {
  const chance = seededChance(seed)
  const pick = <T>(list: T[]) => list[Math.floor(chance() ** 1.6 * list.length)]!
  const people: MapPerson[] = []
  for (const [id, , size, place, knowing, deciding] of PRACTICES) {
    for (let k = 0; k < size; k += 1) {
      const second = chance() < 0.24 ? pick(PRACTICES)[0] : null
      const memberships = [{ practice: id, weight: second === null || second === id ? 1 : 0.72 }]
      if (second !== null && second !== id) memberships.push({ practice: second, weight: 0.28 })
      const own = place.length > 1 ? [place[Math.floor(chance() * place.length)]!] : place
      people.push({
        id: `p${String(people.length).padStart(3, '0')}`,
        memberships,
        sides: [chance() < 0.1 ? [] : own, chance() < 0.04 ? [0, 2] : knowing, deciding],
        answered: chance() < (id === 'kitchens' ? 0.2 : 0.65),
        shown: chance() > 0.04,
      })
    }
  }
  const byHome = Map.groupBy(people, (person) => person.memberships[0]!.practice)
  const ties = new Map<string, { a: string; b: string; weight: number }>()
  const join = (one: MapPerson, other: MapPerson) => {
    if (one === other) return
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id]
    ties.set(`${a} ${b}`, { a, b, weight: 0.2 + 0.8 * chance() })
  }
  for (const own of byHome.values())
    for (let k = 0; k < own.length * 2.2; k += 1) join(pick(own), own[Math.floor(chance() * own.length)]!)
  for (const pair of BETWEEN.split(/,\s*/)) {
    const [names, count] = pair.split(' ') as [string, string]
    const [a, b] = names.split('-') as [string, string]
    for (let k = 0; k < Number(count); k += 1) join(pick(byHome.get(a)!), pick(byHome.get(b)!))
  }
  people.push({ id: 'p900', memberships: [], sides: [[], [], []], answered: false, shown: true })
  return {
    seed,
    practices: PRACTICES.map(([id, name, , place, knowing, deciding]) => {
      const members = people.filter((person) => person.memberships.some((membership) => membership.practice === id))
      const answered = members.filter((person) => person.answered).length
      return { id, name, kind: 'community', people: members.length, answered, sides: [place, knowing, deciding] }
    }),
    people,
    dyads: [...ties.values()],
    boundaries: BOUNDARIES,
    clearings: [
      { id: 'c1', rank: 1, between: ['gatherers', 'inspection'] },
      { id: 'c2', rank: 2, between: ['kitchens', 'carers'] },
      { id: 'c3', rank: 3, between: ['crews', 'laboratory'] },
      { id: 'c4', rank: 4, between: ['wardens', 'carers'] },
      { id: 'c5', rank: 5, between: ['school', 'laboratory'] },
    ],
    spaces: [
      {
        id: 's1',
        name: 'Breakfast on the quay',
        stage: 'alive',
        practices: ['crews', 'menders', 'health', 'guides'],
        people: [],
      },
      {
        id: 's2',
        name: 'Table of the tides',
        stage: 'inviting',
        practices: ['gatherers', 'laboratory', 'inspection'],
        people: [],
      },
      { id: 's3', name: 'Shade', stage: 'imagined', practices: ['kitchens', 'carers', 'fire'], people: [] },
    ],
  }
}

/** Ten groups of three, as somebody's first sketch of thirty people: a few ties, nobody asked yet. */
export function madeUpFirstSketch(): MapInput {
  const groups = [
    'crews',
    'low tide',
    'health centre',
    'town hall',
    'lab',
    'wardens',
    'fire crew',
    'school',
    'hotels',
    'hillside',
  ]
  const people = groups.flatMap((group, g) =>
    [0, 1, 2].map(
      (k): MapPerson => ({
        id: `${group} ${k}`,
        memberships: [{ practice: group, weight: 1 }],
        sides: [[g % 3]],
        answered: false,
        shown: true,
      }),
    ),
  )
  const dyads = people.flatMap((person, i) =>
    i % 3 === 2 && i % 2 === 0 ? [] : [{ a: person.id, b: people[(i + 1) % people.length]!.id, weight: 0.5 }],
  )
  return {
    seed: 'first sketch',
    practices: groups.map((id, g) => ({ id, name: id, kind: 'community', people: 3, answered: 0, sides: [[g % 3]] })),
    people,
    dyads,
    boundaries: [
      {
        id: 'day',
        name: 'Where the working day happens',
        kind: 'other',
        sides: ['on the water', 'at a desk', 'on the doorstep'],
        aggregate: false,
      },
    ],
    clearings: [{ id: 'c1', rank: 1, between: ['low tide', 'town hall'] }],
    spaces: [],
  }
}
