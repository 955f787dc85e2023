import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import { openBench } from '@ecotone/engine/opportunities/bench.ts'
import { type Opportunity, opportunityKinds } from '@ecotone/engine/opportunities/opportunity.ts'
import { readyConveners } from '@ecotone/engine/opportunities/ready-conveners.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import type { SpotOptions, SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { landscapeInput } from '../../app/workbench/landscape/landscape-input.ts'
import { openToIntroductions } from '../../app/workbench/opportunities/open-to-introductions.ts'
import { arrabidaCoast } from './arrabida-coast.ts'
import { theTeam } from './the-cast.ts'

const day = '2027-03-01'
const drawn = arrabidaCoast({ day })
const input = landscapeInput(drawn, { asOf: day, team: [...theTeam] })
const introductions = openToIntroductions(drawn)
let found: SpotResult

function card(key: string): Opportunity {
  const opportunity = found.opportunities.find((each) => each.key === key)
  if (!opportunity) throw new Error(`${key} is not among ${found.opportunities.map((each) => each.key).join(', ')}`)
  return opportunity
}

function spotted(options: SpotOptions, changed = input): SpotResult {
  const outcome = spot(buildLandscape(changed), options)
  if (outcome.kind !== 'spotted') throw new Error(`spot: ${outcome.kind}`)
  return outcome
}

beforeAll(() => {
  found = spotted({ seed: 7, introductions })
}, 120_000)

describe('what the engine finds in the example, among its first ten', () => {
  test('ten openings, of every kind that needs nobody to agree first', () => {
    expect(found.opportunities).toHaveLength(10)
    const kinds = opportunityKinds.filter((kind) => kind !== 'ready-convener')
    expect(new Set(found.opportunities.map((each) => each.kind))).toEqual(new Set(kinds))
  })

  test('the unlikely pair: Lurdes Canário and Conceição Bravo, who both said yes to introductions', () => {
    const pair = card('unlikely-pair:cuidadoras+vigias')
    expect(pair.invitees.map(({ person }) => person)).toEqual(['conceicao-bravo', 'lurdes-canario'])
    expect(pair.facts).toContainEqual({ kind: 'pair-fits', concerns: ['alone'] })
    expect(introductions).toEqual(expect.arrayContaining(['conceicao-bravo', 'lurdes-canario']))
    for (const { kind, invitees } of found.opportunities) {
      if (kind === 'unlikely-pair')
        expect(introductions).toEqual(expect.arrayContaining(invitees.map((one) => one.person)))
    }
  })

  test('the partnership: Escola da Arriba and Maré Clara, who meet over the meadow', () => {
    const { facts } = card('partnership:escola+mare-clara')
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'offer-meets-need', concern: 'meadow' }))
    expect(facts).toContainEqual({ kind: 'no-agreement-known', practices: ['escola', 'mare-clara'] })
  })

  test('the ready convener: Perpétua Landim is told, and the team only after her yes', () => {
    const notes = readyConveners(openBench(buildLandscape(input), { seed: 7 }))
    const hers = notes.find(({ person }) => person === 'perpetua-landim')!
    expect(hers.trustedIn).toEqual(expect.arrayContaining(['mariscadoras', 'moradores']))
    expect(found.opportunities.some(({ kind }) => kind === 'ready-convener')).toBe(false)
    const after = spotted({ seed: 7, introductions, agreedConveners: ['perpetua-landim'] })
    const ready = after.opportunities.find(({ kind }) => kind === 'ready-convener')!
    expect(ready.facts).toContainEqual(
      expect.objectContaining({ kind: 'agreed-to-convene', boundary: 'ridge', people: ['perpetua-landim'] }),
    )
    // the others who were told and have not answered stand nowhere on it
    const silent = notes.filter(({ person }) => person !== 'perpetua-landim')
    expect(silent.length).toBeGreaterThan(0)
    const printed = JSON.stringify(ready)
    expect(silent.filter(({ person, boundary }) => boundary === 'ridge' && printed.includes(person))).toEqual([])
  }, 120_000)

  test('the conversation that seems to be missing: gatherers and inspectors, about the closures', () => {
    const { facts, doors } = card('missing-conversation:mariscadoras+saude-ambiental')
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'shared-concern', concern: 'closures' }))
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'known-ties', seen: 0 }))
    // by any membership: the 24 gatherers, of whom 9 answered, and Perpétua Landim, who did too
    expect(facts).toContainEqual({ kind: 'answered', practice: 'mariscadoras', answered: 10, people: 25 })
    const people = doors.flatMap((door) => door.people)
    // 5 of 5 and 4 of 4 would come; what is told are steps of three
    expect(people).toContainEqual(expect.objectContaining({ person: 'zulmira-peixinho', askedAtLeast: 3 }))
    expect(people).toContainEqual(
      expect.objectContaining({ person: 'madalena-carrico', askedAtLeast: 3, onTeam: true }),
    )
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

  test('the trap would be offered but for the flag: with more in common and no tie, it comes up as soon as nothing keeps them apart', () => {
    const practiceOf = new Map(input.memberships.map(({ person, practice }) => [person, practice]))
    const trap = ['companhas', 'gabinete']
    const joins = ({ from, to }: { from: string; to: string }) =>
      trap.every((id) => practiceOf.get(from) === id || practiceOf.get(to) === id)
    const tempting = {
      ...input,
      ties: input.ties.filter((tie) => !joins(tie)),
      concerns: [...input.concerns, { id: 'asked', holder: { practice: 'gabinete' }, kind: 'cares' as const }],
    }
    const options = { seed: 7, limit: 20, decoys: 0, assumptions: { worlds: 60 }, comparisons: 20 }
    const offered = (changed: typeof input) =>
      spotted(options, changed).opportunities.some(({ between }) => trap.every((id) => between.includes(id)))
    expect(offered(tempting)).toBe(false)
    expect(offered({ ...tempting, keepApart: [] })).toBe(true)
  }, 120_000)

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
