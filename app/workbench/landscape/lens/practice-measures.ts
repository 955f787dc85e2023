import type { Control } from '@ecotone/engine/control.ts'
import { toldParts } from '@ecotone/engine/crossing/told-parts.ts'
import { valuesOf } from '@ecotone/engine/measure.ts'
import { measureOf } from '@ecotone/engine/measures.ts'
import type { Landscape } from '@ecotone/engine/network/landscape.ts'

/** What a value is, so that it is written as what it is. */
type Unit = 'share' | 'count' | 'mean'

/**
 * A measure of the catalogue that says something of each practice: by itself, or as a sum or a mean that honestly stands for its people.
 * What the catalogue tells of a person is for that person alone (rule E9): a mean is told only where five people or more stand behind it.
 */
export interface PracticeMeasure {
  id: PracticeMeasureId
  unit: Unit
  /** one value for each practice of the landscape, in its order; null where none may or can be told */
  of(landscape: Landscape, control: Control): (number | null)[]
}

export const practiceMeasureIds = [
  'reach',
  'external-internal-by-part',
  'fragile-boundaries',
  'degree',
  'harmonic',
] as const
export type PracticeMeasureId = (typeof practiceMeasureIds)[number]

const reach = measureOf('reach')
const outward = measureOf('external-internal-by-part')
const fragile = measureOf('fragile-boundaries')
const degree = measureOf('degree')
const harmonic = measureOf('harmonic')

export const practiceMeasures: readonly PracticeMeasure[] = [
  {
    id: 'reach',
    unit: 'share',
    of(landscape, control) {
      const { byPractice } = reach.run(landscape, valuesOf(reach), control)
      const into = new Map(byPractice.map((row) => [row.practice, row.into]))
      return landscape.ids.practices.map((_, nth) => into.get(nth) ?? null)
    },
  },
  {
    id: 'external-internal-by-part',
    unit: 'share',
    of(landscape, control) {
      const found = outward.run(landscape, valuesOf(outward), control)
      const rows = new Map(found.part.map((part, nth) => [part, nth]))
      return landscape.ids.practices.map((id) => {
        const [external, internal] = [found.external, found.internal].map(
          (column) => column[rows.get(id) ?? -1] ?? null,
        )
        return external == null || internal == null || external + internal === 0
          ? null
          : external / (external + internal)
      })
    },
  },
  {
    id: 'fragile-boundaries',
    unit: 'count',
    of(landscape, control) {
      const found = fragile.run(landscape, valuesOf(fragile), control)
      const told = toldIn(landscape)
      const weak = new Map<string, number>()
      found.one.forEach((one, nth) => {
        const says = found.fragile[nth]
        if ((found.ties[nth] ?? 0) === 0 || (says !== 'yes' && says !== 'perhaps')) return
        for (const part of [one, found.other[nth]!]) weak.set(part, (weak.get(part) ?? 0) + 1)
      })
      return landscape.ids.practices.map((id, nth) => (told[nth] ? (weak.get(id) ?? 0) : null))
    },
  },
  {
    id: 'degree',
    unit: 'mean',
    of: (landscape, control) => meansOf(landscape, degree.run(landscape, valuesOf(degree), control).out),
  },
  {
    id: 'harmonic',
    unit: 'share',
    of: (landscape, control) => meansOf(landscape, harmonic.run(landscape, valuesOf(harmonic), control).harmonic),
  },
]

function membersIn({ practiceStart, practicePerson, ids }: Landscape): Uint32Array[] {
  return ids.practices.map((_, nth) => practicePerson.subarray(practiceStart[nth]!, practiceStart[nth + 1]!))
}

/** Practices of which something may be told: five people or more, and none by whose difference a smaller one is given away. */
function toldIn(landscape: Landscape): boolean[] {
  return toldParts(membersIn(landscape))
}

function meansOf(landscape: Landscape, ofPeople: ArrayLike<number>): (number | null)[] {
  const told = toldIn(landscape)
  return membersIn(landscape).map((people, nth) => {
    if (!told[nth] || people.length === 0) return null
    return people.reduce((sum, person) => sum + ofPeople[person]!, 0) / people.length
  })
}
