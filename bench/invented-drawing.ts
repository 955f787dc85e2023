import { sequence, streamKey } from '@ecotone/engine/chance.ts'
import type { DrawnLandscape, DrawnTie } from '../app/workbench/landscape/drawn-landscape.ts'
import { emptyLandscape } from '../app/workbench/landscape/formats/empty-landscape.ts'

/**
 * A landscape of any size, always the same: practices of about a hundred people, one boundary of two sides, and ties of which nine in ten
 * stay inside a practice. Fictional in every respect.
 */
export function inventedDrawing(size: { people: number; ties: number }): DrawnLandscape {
  const next = sequence(streamKey(11, 'bench'))
  const below = (n: number) => Math.floor(next() * n)
  const practices = Math.max(2, Math.round(size.people / 100))
  const people = Array.from({ length: size.people }, (_, i) => `p${i}`)
  const practiceOf = (person: number) => person % practices
  const unsaid = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  const ties = Array.from({ length: size.ties }, (): DrawnTie => {
    const from = below(size.people)
    const inside = next() < 0.9
    const other = inside
      ? practiceOf(from) + practices * below(Math.floor(size.people / practices))
      : below(size.people)
    const to = other === from ? (from + 1) % size.people : other
    return { ...unsaid, from: people[from]!, to: people[to]!, kind: 'talks', strength: 0.5, mutual: true, says: 'yes' }
  })
  return {
    ...emptyLandscape({ name: 'Invented', basis: 'fictional' }),
    people: people.map((id) => ({ id, name: `Person ${id}`, email: null, phone: null, language: null })),
    practices: Array.from({ length: practices }, (_, i) => ({
      id: `c${i}`,
      name: `Practice ${i}`,
      kind: 'community' as const,
      does: null,
      specialCategory: false,
    })),
    memberships: people.map((person, i) => ({
      person,
      practice: `c${practiceOf(i)}`,
      weight: 1,
      mode: null,
      since: null,
      until: null,
    })),
    boundaries: [
      { id: 'river', name: 'River', kind: 'geographic', sides: ['north', 'south'], history: null, stakes: null },
    ],
    standings: Array.from({ length: practices }, (_, i) => ({
      boundary: 'river',
      side: i % 2 === 0 ? 'north' : 'south',
      person: null,
      practice: `c${i}`,
    })),
    ties,
  }
}
