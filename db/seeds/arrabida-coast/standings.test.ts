import { describe, expect, test } from 'vitest'
import { languages } from '../../../app/platform/i18n/language.ts'
import { arrabidaCoast } from '../arrabida-coast.ts'
import { manAtTheFountain, theTeam } from '../the-cast.ts'
import { practicePlans } from './practices.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

const day = '2027-03-01'
const drawn = arrabidaCoast({ day })
const first = new Map<string, string>()
for (const row of drawn.memberships) if (!first.has(row.person)) first.set(row.person, row.practice)
const sidesOf = (boundary: string, holder: { person: string } | { practice: string }) =>
  drawn.standings
    .filter(
      (row) => row.boundary === boundary && Object.entries(holder).every(([key, id]) => row[key as 'person'] === id),
    )
    .flatMap((row) => row.side ?? [])
const straddlers = (boundary: string) =>
  drawn.people.map((each) => each.id).filter((id) => sidesOf(boundary, { person: id }).length > 1)

describe('boundaries', () => {
  test('are four, of four kinds, each with its history and stakes', () => {
    expect(drawn.boundaries.map((each) => each.kind)).toEqual(['geographic', 'disciplinary', 'political', 'class'])
    for (const each of drawn.boundaries) {
      expect(each.sides).toHaveLength(3)
      expect(each.history).toBeTruthy()
      expect(each.stakes).toBeTruthy()
    }
  })

  test('hold nobody’s own side on the political and the class boundary', () => {
    const persons = drawn.standings.filter((row) => row.person !== null).map((row) => row.boundary)
    expect(new Set(persons)).toEqual(new Set(['ridge', 'knowing']))
  })

  test('Madalena Carriço, Lurdes Canário, Perpétua Landim and all of Bombeiros stand on both sides of the ridge', () => {
    const others = straddlers('ridge').filter((id) => first.get(id) !== 'bombeiros')
    expect(others.sort()).toEqual(['lurdes-canario', 'madalena-carrico', 'perpetua-landim'])
    expect(straddlers('ridge').length - others.length).toBe(26)
  })

  test('of 31 people nobody knows on which side of the ridge they stand', () => {
    const unknown = drawn.standings.filter((row) => row.boundary === 'ridge' && row.person && row.side === null)
    expect(unknown).toHaveLength(31)
    expect(unknown.map((row) => row.person)).toContain(manAtTheFountain)
  })

  test('half of the health teams stand on each side of the ridge', () => {
    const here = drawn.people.map((each) => each.id).filter((id) => first.get(id) === 'saude-da-costa')
    const on = (side: string) => here.filter((id) => sidesOf('ridge', { person: id }).join() === side).length
    expect(Math.abs(on('cape side') - on('city side'))).toBeLessThanOrEqual(1)
  })

  test('four people know in two ways; five practices take no side there', () => {
    expect(straddlers('knowing').sort()).toEqual([
      'aminata-rosario',
      'helder-vasques',
      'inacio-prata',
      'madalena-carrico',
    ])
    const noSide = practicePlans.filter((plan) => sidesOf('knowing', { practice: plan.id }).length === 0)
    expect(noSide.map((plan) => plan.id)).toEqual(['bombeiros', 'gabinete', 'escola', 'cozinhas', 'moradores'])
  })

  test('Guias straddle who decides; Redeiras and Bombeiros straddle how the wage comes', () => {
    const both = (boundary: string) =>
      practicePlans.filter((plan) => sidesOf(boundary, { practice: plan.id }).length > 1).map((plan) => plan.id)
    expect(both('deciding')).toEqual(['guias'])
    expect(both('wage')).toEqual(['redeiras', 'bombeiros'])
  })
})

describe('answers', () => {
  test.each(practicePlans.map((plan) => [plan.name, plan.answered, plan.people, plan.id] as const))(
    '%s: %i of %i answered',
    (...row) => {
      const here = drawn.answers.filter((each) => first.get(each.person) === row[3])
      expect(here.filter((each) => each.answered)).toHaveLength(row[1])
    },
  )

  test('some were asked and are silent', () => {
    expect(drawn.answers.filter((each) => each.asked && !each.answered).length).toBeGreaterThan(50)
  })
})

describe('standing to convene', () => {
  const would = (person: string, practice: string) =>
    drawn.legitimacy
      .filter((row) => row.kind === 'attested' && row.person === person && row.practice === practice)
      .map((row) => row.wouldCome)
  const team = (practice: string) => theTeam.flatMap((person) => would(person, practice))

  test('five gatherers would come if Zulmira Peixinho called, four inspectors if Madalena Carriço did', () => {
    expect(would('zulmira-peixinho', 'mariscadoras').filter(Boolean)).toHaveLength(5)
    expect(would('madalena-carrico', 'saude-ambiental').filter(Boolean)).toHaveLength(4)
  })

  test('the team is trusted on health and among the crews, little on the estuary, not at all in the kitchens', () => {
    expect(team('saude-da-costa').filter(Boolean).length).toBeGreaterThanOrEqual(8)
    expect(team('companhas').filter(Boolean).length).toBeGreaterThanOrEqual(8)
    expect(team('mariscadoras')).toHaveLength(2)
    expect(team('cozinhas')).toEqual([])
  })

  test('Perpétua Landim is called upon by three groups, Zulmira Peixinho by two', () => {
    for (const practice of ['cozinhas', 'mariscadoras', 'moradores']) {
      expect(would('perpetua-landim', practice).filter(Boolean).length, practice).toBeGreaterThanOrEqual(3)
    }
    expect(would('zulmira-peixinho', 'moradores').filter(Boolean)).toHaveLength(3)
  })

  test('nobody is attested in Gabinete da Orla, and some have too few answers for a total', () => {
    expect(drawn.legitimacy.filter((row) => row.practice === 'gabinete' && row.kind === 'attested')).toEqual([])
    expect(would('lurdes-canario', 'bombeiros')).toHaveLength(2)
    expect(would('conceicao-bravo', 'saude-da-costa')).toHaveLength(2)
  })

  test('only members attest, never the person, and a claim is kept apart from what others say', () => {
    for (const row of drawn.legitimacy.filter((each) => each.kind === 'attested')) {
      expect(first.get(row.answeredBy!)).toBe(row.practice)
    }
    expect(drawn.legitimacy.filter((row) => row.kind === 'claimed').every((row) => row.ground)).toBe(true)
  })
})

describe('concerns', () => {
  const holders = (key: string) =>
    drawn.concerns
      .filter((row) => row.concern === key && row.kind === 'cares' && row.practice)
      .map((row) => row.practice)

  test('are ten; gatherers, inspectors and the lab share the closures, and all share the letters', () => {
    expect(new Set(drawn.concerns.map((row) => row.concern)).size).toBe(10)
    expect(holders('closures')).toEqual(['mariscadoras', 'saude-ambiental', 'mare-clara'])
    expect(holders('words')).toHaveLength(14)
  })

  test('eight people offer something and seek something, and one more seeks', () => {
    const given = drawn.concerns.filter((row) => row.kind !== 'cares')
    expect(given).toHaveLength(17)
    expect(new Set(given.filter((row) => row.kind === 'offers').map((row) => row.person)).size).toBe(8)
    expect(new Set(given.map((row) => row.person)).size).toBe(9)
  })

  test('Lurdes Canário seeks what Conceição Bravo offers', () => {
    const row = (person: string, kind: string) =>
      drawn.concerns.find((each) => each.person === person && each.kind === kind)
    expect(row('lurdes-canario', 'seeks')!.concern).toBe(row('conceicao-bravo', 'offers')!.concern)
    expect(row('lurdes-canario', 'offers')!.words).toBe('which track is open')
  })

  test('the trap: somebody of Gabinete cares about being asked as the crews do, and the pair is kept apart there', () => {
    const asked = drawn.concerns.filter((row) => row.concern === 'asked' && first.get(row.person ?? '') === 'gabinete')
    expect(asked.map((row) => row.person)).toEqual(['duarte-salgueiro'])
    expect(drawn.keepApart).toEqual([
      { one: { practice: 'gabinete' }, other: { practice: 'companhas' }, concern: 'asked' },
    ])
  })
})

describe('spaces', () => {
  const people = (space: string) => drawn.spacePeople.filter((row) => row.space === space)
  const seated = (space: string) => people(space).filter((row) => row.role !== 'invited')

  test('one is alive, one inviting, one imagined, one resting', () => {
    expect(drawn.spaces.map((space) => [space.name, space.stage, space.groundRule])).toEqual([
      ['Pequeno-almoço do cais', 'alive', 'open'],
      ['Mesa das marés', 'inviting', 'chatham house'],
      ['Sombra', 'imagined', 'open'],
      ['Rádio da Encosta', 'resting', 'open'],
    ])
  })

  test('17 people come to breakfast, hosted by Tomé Caldeira and Gaspar Montês', () => {
    expect(seated('breakfast')).toHaveLength(17)
    const hosts = people('breakfast').filter((row) => row.role === 'host')
    expect(hosts.map((row) => row.person)).toEqual(['tome-caldeira', 'gaspar-montes'])
  })

  test('22 were asked to the table of the tides: 9 come, 5 decline, 8 are silent; four practices in their own words', () => {
    const asked = people('tides').filter((row) => row.role === 'invited')
    const count = (state: string) => asked.filter((row) => row.state === state).length
    expect([asked.length, count('accepted'), count('declined'), count('asked')]).toEqual([22, 9, 5, 8])
    expect(drawn.invitations).toHaveLength(4)
  })

  test('twelve would sit in the shade, and only Perpétua Landim has been asked', () => {
    expect(people('shade').filter((row) => row.role === 'invited')).toHaveLength(12)
    expect(
      people('shade')
        .filter((row) => row.state !== 'not yet asked')
        .map((row) => row.person),
    ).toEqual(['perpetua-landim'])
  })

  test('nobody of Cozinhas e Quartos sits in any space', () => {
    const sits = drawn.spacePeople.filter((row) => row.state === 'accepted').map((row) => first.get(row.person))
    expect(sits).not.toContain('cozinhas')
  })
})

describe('the texts of the example', () => {
  const words: Record<string, Record<string, string>> = { en, pt, es, fr }

  test.each(languages)('are whole in %s, and nothing is empty or left over from English', (language) => {
    expect(Object.keys(words[language]!)).toEqual(Object.keys(en))
    const same = Object.entries(words[language]!).filter(([key, text]) => text === (en as Record<string, string>)[key])
    expect(Object.values(words[language]!).filter((text) => text.trim() === '')).toEqual([])
    expect(language === 'en' ? [] : same).toEqual([])
  })

  test.each(languages)('make the same landscape in %s, with Portuguese names of groups', (language) => {
    const told = arrabidaCoast({ day, language })
    expect(told.practices.map((each) => each.name)).toEqual(practicePlans.map((plan) => plan.name))
    expect(told.ties).toEqual(drawn.ties)
    expect(told.standings.map((row) => [row.boundary, row.person, row.practice])).toEqual(
      drawn.standings.map((row) => [row.boundary, row.person, row.practice]),
    )
    const sides = new Map(told.boundaries.map((each) => [each.id, each.sides]))
    expect(told.standings.every((row) => row.side === null || sides.get(row.boundary)!.includes(row.side))).toBe(true)
  })
})
