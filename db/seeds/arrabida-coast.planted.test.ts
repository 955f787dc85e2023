import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import type { Opportunity, SpotResult } from '@ecotone/engine/opportunities/opportunity.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { landscapeInput } from '../../app/workbench/landscape/landscape-input.ts'
import { arrabidaCoast } from './arrabida-coast.ts'
import { theTeam } from './the-cast.ts'

const day = '2027-03-01'
let found: SpotResult

function card(key: string): Opportunity {
  const opportunity = found.opportunities.find((each) => each.key === key)
  if (!opportunity) throw new Error(`${key} is not among ${found.opportunities.map((each) => each.key).join(', ')}`)
  return opportunity
}

beforeAll(() => {
  const input = landscapeInput(arrabidaCoast({ day }), { asOf: day, team: [...theTeam] })
  const outcome = spot(buildLandscape(input), { seed: 7 })
  if (outcome.kind !== 'spotted') throw new Error(`spot: ${outcome.kind}`)
  found = outcome
}, 120_000)

describe('what the engine finds in the example, among its first ten', () => {
  test('ten openings, of all three kinds', () => {
    expect(found.opportunities).toHaveLength(10)
    expect(new Set(found.opportunities.map((each) => each.kind)).size).toBe(3)
  })

  test('the conversation that seems to be missing: gatherers and inspectors, about the closures', () => {
    const { facts, doors } = card('missing-conversation:mariscadoras+saude-ambiental')
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'shared-concern', concern: 'closures' }))
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'known-ties', seen: 0 }))
    // by any membership: the 24 gatherers, of whom 9 answered, and Perpétua Landim, who did too
    expect(facts).toContainEqual({ kind: 'answered', practice: 'mariscadoras', answered: 10, people: 25 })
    const people = doors.flatMap((door) => door.people)
    expect(people).toContainEqual(expect.objectContaining({ person: 'zulmira-peixinho', wouldCome: 5 }))
    expect(people).toContainEqual(expect.objectContaining({ person: 'madalena-carrico', wouldCome: 4, onTeam: true }))
  })

  test('the fragile bridge: Companhas and Maré Clara, and nobody says on whom it hangs', () => {
    const bridge = card('fragile-bridge:companhas+mare-clara')
    const routes = bridge.facts.find((fact) => fact.kind === 'routes')!
    expect(routes).toMatchObject({ knownTies: 7, direct: 2 })
    const thinnest = Math.min(...routes.spreadOver.map((side) => side.people))
    expect(thinnest).toBeLessThan(2)
    expect(JSON.stringify(bridge)).not.toContain('helder-vasques')
  })

  test('the unheard voice: Cozinhas e Quartos, in no space, reached by inspectors only one way', () => {
    const { facts } = card('unheard-voice:cozinhas')
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'in-no-space', practice: 'cozinhas' }))
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'told-not-heard', by: ['saude-ambiental'] }))
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'nobody-from-team', practice: 'cozinhas' }))
  })

  test('never the trap: Gabinete da Orla and Companhas are not joined, and do not meet about being asked', () => {
    const together = (practices: string[]) => ['gabinete', 'companhas'].every((id) => practices.includes(id))
    for (const each of found.opportunities) {
      expect(together(each.between), each.key).toBe(false)
      const aboutAsked = each.facts.some((fact) => fact.kind === 'shared-concern' && fact.concern === 'asked')
      expect(aboutAsked && together(each.invitees.map((invitee) => invitee.practice)), each.key).toBe(false)
    }
  })

  test('the figures have the form of the card: 4 of 100 today, more with a table, and more than by lot', () => {
    const { effect, comparators } = card('missing-conversation:mariscadoras+saude-ambiental')
    expect(Math.round(effect!.before.mean * 100)).toBe(4)
    expect(effect!.after.mean).toBeGreaterThan(comparators!.convenable.median)
    expect(comparators!.convenable.median).toBeGreaterThan(comparators!.nothing)
    expect(effect!.cannotTell).toBe(false)
  })

  test('nobody who hid or withdrew is named or invited', () => {
    const away = arrabidaCoast({ day }).consents.filter((row) => row.state === 'hidden' || row.state === 'withdrawn')
    const named = JSON.stringify(found.opportunities)
    expect(away.length).toBe(12)
    expect(away.filter((row) => named.includes(`"${row.person}"`))).toEqual([])
  })
})
