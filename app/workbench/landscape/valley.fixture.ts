import type { DrawnLandscape } from './drawn-landscape.ts'
import { emptyLandscape } from './formats/empty-landscape.ts'

/** For tests of changing: two groups, four people of whom two are one, one boundary, and ties told by several. Nobody here exists. */
export function valleyDrawing(basis: DrawnLandscape['about']['basis'] = 'fictional'): DrawnLandscape {
  const drawn: DrawnLandscape = emptyLandscape({ name: 'Valley', basis })
  drawn.practices.push(
    { id: 'crews', name: 'The crews', kind: 'community', does: null, specialCategory: false },
    { id: 'lab', name: 'The lab', kind: 'organisation', does: null, specialCategory: false },
  )
  for (const [id, practice] of [
    ['joel', 'crews'],
    ['joel2', 'crews'],
    ['marta', 'lab'],
    ['rosa', 'lab'],
  ] as const) {
    drawn.people.push({ id, name: `Call ${id}`, email: null, phone: null, language: null })
    drawn.memberships.push({ person: id, practice, weight: 1, mode: null, since: null, until: null })
  }
  drawn.memberships.push({ person: 'joel2', practice: 'lab', weight: 1, mode: null, since: null, until: null })
  drawn.boundaries.push({
    id: 'ridge',
    name: 'The ridge',
    kind: 'geographic',
    sides: ['cape', 'city'],
    history: null,
    stakes: null,
  })
  for (const [from, to, reportedBy] of [
    ['joel', 'marta', 'joel'],
    ['joel2', 'marta', 'joel2'],
    ['joel', 'joel2', null],
    ['rosa', 'joel2', 'rosa'],
  ] as const) {
    drawn.ties.push({
      from,
      to,
      kind: 'talks',
      strength: 0.5,
      mutual: true,
      says: 'yes',
      reportedBy,
      since: null,
      until: null,
      confirmed: null,
      recorded: null,
      retracted: null,
    })
  }
  drawn.standings.push({ boundary: 'ridge', side: 'cape', person: 'joel2', practice: null })
  drawn.concerns.push({ concern: 'heat', words: 'Heat on deck', kind: 'cares', person: 'joel2', practice: null })
  return drawn
}
