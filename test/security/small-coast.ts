import type { DrawnLandscape, DrawnTie } from '../../app/workbench/landscape/drawn-landscape.ts'
import { emptyLandscape } from '../../app/workbench/landscape/formats/empty-landscape.ts'

/** Marks that stand in every name, label, id and answer below, so that a leak can be searched for. */
export const markOfNames = 'Zqname'
export const markOfIds = 'zqid'
export const markOfAnswers = 'Zqground'

const groups = ['crews', 'lab', 'clinic', 'school'] as const

/**
 * Four groups of six, two sides, ties inside and a few across, with a private answer and a flag: enough that the engine finds openings.
 * Nobody here exists. Names and ids hold a mark each.
 */
export function smallCoast(basis: DrawnLandscape['about']['basis'], name = 'Small coast'): DrawnLandscape {
  const source = basis === 'published' ? { source: 'A book', licence: 'CC0' } : {}
  const drawn: DrawnLandscape = { ...emptyLandscape({ name, basis, ...source }) }
  for (const [g, group] of groups.entries()) {
    drawn.practices.push({ id: group, name: `The ${group}`, kind: 'community', does: null, specialCategory: false })
    drawn.concerns.push({ concern: 'heat', words: 'Heat on deck', kind: 'cares', person: null, practice: group })
    drawn.standings.push({ boundary: 'ridge', side: g < 2 ? 'cape' : 'city', person: null, practice: group })
    for (let n = 0; n < 6; n++) {
      const id = personId(group, n)
      drawn.people.push({ id, name: `${markOfNames} ${group} ${n}`, email: null, phone: null, language: null })
      drawn.memberships.push({ person: id, practice: group, weight: 1, mode: null, since: null, until: null })
      drawn.answers.push({ person: id, question: 'ties', about: null, asked: '2026-11-01', answered: '2026-12-01' })
      drawn.ties.push(tie(id, personId(group, (n + 1) % 6)), ...(n % 2 ? [tie(id, personId(group, (n + 3) % 6))] : []))
    }
  }
  drawn.boundaries.push({
    id: 'ridge',
    name: 'The ridge',
    kind: 'geographic',
    sides: ['cape', 'city'],
    history: null,
    stakes: null,
  })
  drawn.ties.push(tie(personId('crews', 0), personId('lab', 0)), tie(personId('lab', 0), personId('clinic', 0)))
  for (const by of [1, 2]) {
    drawn.legitimacy.push({
      person: personId('crews', 0),
      practice: 'lab',
      kind: 'attested',
      answeredBy: personId('lab', by),
      wouldCome: true,
      ground: `${markOfAnswers} ${by}`,
      recorded: '2027-01-01',
    })
  }
  drawn.spaces.push({
    id: 'pier',
    name: 'Pier',
    question: 'Who mends it?',
    why: null,
    stage: 'alive',
    groundRule: 'open',
  })
  drawn.spacePeople.push({ space: 'pier', person: personId('crews', 1), role: 'host', state: 'accepted' })
  drawn.spacePeople.push({ space: 'pier', person: personId('clinic', 1), role: 'invited', state: 'asked' })
  drawn.invitations.push({ space: 'pier', practice: 'clinic', words: 'Come at seven.' })
  drawn.keepApart.push({
    one: { person: personId('crews', 2) },
    other: { person: personId('clinic', 2) },
    concern: null,
  })
  return drawn
}

export function personId(group: (typeof groups)[number], n: number): string {
  return `${markOfIds}-${group}-${n}`
}

function tie(from: string, to: string): DrawnTie {
  const unsaid = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  return { from, to, kind: 'talks', strength: 0.5, mutual: true, says: 'yes', ...unsaid }
}
