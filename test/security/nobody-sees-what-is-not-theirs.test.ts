import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { accessTable } from './access-table.ts'
import { arbitraryScene, type DrawnPerson, drawnBy, idMark, nameMark, type Scene, wordsMark } from './random-scene.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

vi.setConfig({ testTimeout: 900_000 })

/** The long form reads as many landscapes as the machine manages in this time, forty at most. */
const tenMinutes = { interruptAfterTimeLimit: 600_000, markInterruptAsFailure: false }

const isLong = process.env['ECOTONE_SECURITY'] === 'long'
const program = await wholeProgram()
const { newcomer, owner, bring, joinTeam, doTheJobs, bugs, logged } = program
const drawers = [await newcomer('first@example.org', 'First'), await newcomer('second@example.org', 'Second')] as const
const others: Record<string, Caller> = {
  nobody: program.nobody,
  stranger: await newcomer('stranger@example.org', 'Stranger'),
  reader: await newcomer('reader@example.org', 'Reader'),
  'team-member': await newcomer('member@example.org', 'Member'),
  convener: await newcomer('convener@example.org', 'Convener'),
}
const viewers: Record<string, Caller> = { ...others, first: drawers[0], second: drawers[1] }
const outside = ['nobody', 'stranger']

interface Place {
  slug: string
  id: string
  /** the id that each person has for programs, in the order of the scene */
  ids: string[]
}

/** Everything of a scene that the first drawer brings as files; what the second one knows comes over the web, in their own name. */
async function draw(scene: Scene): Promise<Place> {
  const { id, slug } = await bring(drawers[0], drawnBy(scene, 0))
  await joinTeam({ id }, drawers[1])
  for (const role of ['reader', 'team-member', 'convener']) await joinTeam({ id }, others[role]!, role)
  const [, second] = drawers
  const root = `/api/landscapes/${slug}`
  async function kept(method: string, path: string, body: unknown): Promise<string> {
    const { status, text } = await second.call(method, root + path, body)
    if (status !== 200 && status !== 201) throw new Error(`${method} ${path} answered ${status}: ${text}`)
    return (JSON.parse(text) as { id: string }).id
  }
  const ids: string[] = []
  for (const [nth, person] of scene.people.entries()) {
    if (person.namer === 0) {
      ids.push(idMark(scene, nth))
      continue
    }
    const values = { name: nameMark(scene, nth), practice: `g${person.group}` }
    const one = await kept('POST', '/drawing/person', { values })
    ids.push(one)
    const concern = { person: one, kind: 'cares', words: wordsMark(scene, nth), key: `key ${nth}` }
    await kept('POST', '/drawing/concern', { values: concern })
    const said = { state: person.map, ...(person.map === 'agreed' ? { name: nameMark(scene, nth) } : {}) }
    if (person.map !== 'not yet asked') await kept('PUT', `/people/${one}/consent`, said)
  }
  const theirs = scene.ties.filter(([one, other]) => scene.people[one]!.namer === 1 && scene.people[other]!.namer === 1)
  const ties = theirs.map(([one, other]) => ({ one: ids[one]!, other: ids[other]!, says: 'yes' }))
  if (ties.length > 0) await kept('POST', '/ties', { ties })
  for (const who of drawers) await who.call('POST', `${root}/readings`, { size: 6 })
  await doTheJobs()
  return { slug, id, ids }
}

/** May this viewer know more of this person than that somebody is there? What stands in the rules, without looking into the program. */
function mayKnow(viewer: string, person: DrawnPerson): boolean {
  if (outside.includes(viewer)) return false
  if (person.map === 'withdrawn') return false
  return (
    person.map === 'agreed' || (viewer === 'first' && person.namer === 0) || (viewer === 'second' && person.namer === 1)
  )
}

/** Every address of the landscape that can be fetched, filled in with everybody who is on it, by the id for programs and by the row's. */
async function addresses({ slug, id, ids }: Place): Promise<string[]> {
  const { rows: people } = await owner.query<{ person_id: string }>(
    'select person_id from participant where landscape_id = $1',
    [id],
  )
  const { rows: readings } = await owner.query<{ id: string; keys: string[] | null }>(
    `select id, jsonb_path_query_array(result, '$.spotted.opportunities[*].key') as keys from snapshot where landscape_id = $1`,
    [id],
  )
  const everybody = [...ids, ...people.slice(0, 3).map((one) => one.person_id)]
  const values: Record<string, string[]> = {
    slug: [slug],
    practice: ['g0', 'g1'],
    boundary: ['ridge'],
    'group?': ['g0'],
    reading: readings.map((one) => one.id),
    key: [...new Set(readings.flatMap((one) => one.keys ?? []))].slice(0, 3),
    space: ['pier'],
    kind: ['person'],
    id: everybody,
    person: everybody,
    format: ['graphml', 'gexf', 'kumu', 'graphology', 'json', 'workbook'],
    measure: ['reach'],
  }
  const fetched = Object.keys(accessTable).filter(
    (route) => route.startsWith('GET ') && route.includes(':slug') && !/map\.(png|pdf)$|news$/.test(route),
  )
  const paths = fetched.flatMap((route) => filled(route.slice(4) + (accessTable[route]?.query ?? ''), values))
  const root = `/landscapes/${slug}`
  const looks = ['practices', 'people', 'ties', 'crossings', 'map'].flatMap((view) => [
    `${root}/landscape?view=${view}&boundary=ridge`,
    `${root}/landscape.csv?view=${view}`,
    `${root}/landscape?view=${view}&only=side:ridge`,
  ])
  return [
    ...paths,
    ...looks,
    `/api${root}?known=2099-01-01`,
    `${root}/what-if?by=people&find=q`,
    '/landscapes',
    '/account',
  ]
}

/** The address once with each of the values that its places may have, all places with the same nth one. */
function filled(path: string, values: Record<string, string[]>): string[] {
  const places = [...path.matchAll(/:(\w+\??)/g)].map((found) => found[1]!)
  const known = places.filter((place) => values[place])
  if (known.length < places.length) return []
  const times = Math.max(1, ...known.map((place) => values[place]!.length))
  return Array.from({ length: times }, (_, nth) =>
    path.replace(/:(\w+\??)/g, (_, place: string) => {
      const all = values[place]!
      return encodeURIComponent(all[nth % Math.max(1, all.length)] ?? 'nothing')
    }),
  )
}

/** What somebody tries who wants to hear about people: each with the id of each person. */
async function tries(who: Caller, { slug, ids }: Place, one: string): Promise<{ text: string; asked: string }[]> {
  const root = `/api/landscapes/${slug}`
  const other = ids[(ids.indexOf(one) + 1) % ids.length]!
  const answers = [
    await who.call('POST', `${root}/what-if`, { people: [one, other], size: 6 }),
    await who.call('POST', `${root}/people/${encodeURIComponent(one)}/join`, { with: other }),
    await who.call('POST', `${root}/drawing/membership`, { values: { person: one, practice: 'g0', weight: '1' } }),
    await who.call('PUT', `${root}/spaces/pier/people`, { seats: [{ person: one, role: 'invited' }] }),
    await who.send(`/landscapes/${slug}/people/${encodeURIComponent(one)}/join`, { with: other }),
    await who.send(`/landscapes/${slug}/spaces/pier/people`, { [`role.${one}`]: 'invited' }),
  ]
  return answers.map(({ text }) => ({ text, asked: `${one} ${other}` }))
}

/** The marks of people who may not be known that stand in a text all the same. What was asked for by its id is no news. */
function leaks(scene: Scene, viewer: string, text: string, asked = ''): string[] {
  return scene.people.flatMap((person, nth) => {
    if (mayKnow(viewer, person)) return []
    const marks = [nameMark(scene, nth), wordsMark(scene, nth)]
    if (person.namer === 0 && !asked.includes(idMark(scene, nth))) marks.push(idMark(scene, nth))
    return marks.filter((mark) => text.includes(mark))
  })
}

test('E1: whatever a landscape looks like and whoever asks, no answer and no line of the log holds somebody they may not know', async ({
  annotate,
}) => {
  const shown = { names: 0, answers: 0, landscapes: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryScene, async (scene) => {
      const place = await draw(scene)
      const paths = await addresses(place)
      for (const [viewer, who] of Object.entries(viewers)) {
        for (const path of paths) {
          const { status, text } = await who.see(path)
          if (status >= 500) throw new Error(`${viewer}: ${path} answered ${status}`)
          const found = leaks(scene, viewer, text, decodeURIComponent(path))
          expect(found, `${viewer} was told by ${path}`).toEqual([])
          shown.answers += 1
          if (scene.people.some((_, nth) => text.includes(nameMark(scene, nth)))) shown.names += 1
        }
      }
      for (const one of place.ids) {
        for (const viewer of ['nobody', 'stranger', 'reader']) {
          for (const { text, asked } of await tries(viewers[viewer]!, place, one))
            expect(leaks(scene, viewer, text, asked), `${viewer} tried ${asked}`).toEqual([])
        }
      }
      expect(bugs).toEqual([])
      const lines = logged.splice(0).join('\n')
      expect(
        scene.people
          .flatMap((_, nth) => [nameMark(scene, nth), wordsMark(scene, nth)])
          .filter((mark) => lines.includes(mark)),
      ).toEqual([])
      await expectTiesOfThoseWhoAgreed(scene, place)
      shown.landscapes += 1
      // whoever draws twenty landscapes in a day beside one that somebody left waits until tomorrow, which has tests of its own
      await owner.query('delete from tombstone')
    }),
    { seed: 20_261_122, numRuns: isLong ? 40 : 2, endOnFailure: true, ...(isLong && tenMinutes) },
  )
  expect(shown.landscapes).toBeGreaterThan(1)
  await annotate(`${shown.landscapes} landscapes, ${shown.answers} answers read`)
  // so that finding nothing means something: those who may know somebody are told of them
  expect(shown.names).toBeGreaterThan(shown.answers / 20)
})

async function expectTiesOfThoseWhoAgreed(scene: Scene, { slug, ids }: Place): Promise<void> {
  for (const viewer of ['reader', 'convener', 'first', 'second']) {
    const { drawn } = JSON.parse((await viewers[viewer]!.see(`/api/landscapes/${slug}`)).text) as {
      drawn: DrawnLandscape
    }
    for (const { from, to } of drawn.ties) {
      const ends = [from, to].map((id) => scene.people[ids.indexOf(id)])
      const own = ends.every(
        (one) => one && ((viewer === 'first' && one.namer === 0) || (viewer === 'second' && one.namer === 1)),
      )
      const agreed = ends.every((one) => one?.map === 'agreed' && one.ties)
      expect([viewer, own || agreed]).toEqual([viewer, true])
    }
  }
}
