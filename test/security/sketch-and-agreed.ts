import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import type { TestDatabase } from '../support/database.ts'
import { markOfNames, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

type Owner = TestDatabase['owner']
type State = DrawnLandscape['consents'][number]['state']

/** The small coast of people who were asked, each of whom said the same to every purpose. */
export function consented(stateOf: (nth: number) => State): DrawnLandscape {
  const drawn = smallCoast('consented', 'Agreed')
  drawn.consents = drawn.people.flatMap(({ id }, nth) =>
    (['map', 'ties', 'analysis', 'introductions'] as const).map((purpose) => ({
      person: id,
      purpose,
      state: stateOf(nth),
      said: '2026-10-01',
    })),
  )
  return drawn
}

interface Drawn {
  slug: string
  id: string
}

const groups = ['crews', 'lab', 'clinic', 'school']

/**
 * Two landscapes of one steward and one more convener, each with a reading of its openings: a sketch of the steward's own, and one
 * of people of whom every other agreed. `everything` fetches what somebody can fetch of a landscape, by address.
 */
export async function sketchAndAgreed() {
  const program = await wholeProgram()
  const { owner, newcomer, bring, joinTeam, doTheJobs } = program
  const steward = await newcomer('steward@example.org', 'Steward')
  const convener = await newcomer('convener@example.org', 'Convener')
  const sketch = await bring(steward, smallCoast('own-sketch', 'Sketch'))
  const agreed = await bring(
    steward,
    consented((n) => (n % 2 === 0 ? 'agreed' : 'not yet asked')),
  )
  for (const one of [sketch, agreed]) {
    await joinTeam(one, convener)
    for (const who of [steward, convener]) await who.call('POST', `/api/landscapes/${one.slug}/readings`, { size: 6 })
  }
  await doTheJobs()
  return {
    ...program,
    steward,
    convener,
    sketch,
    agreed,
    everything: (who: Caller, landscape: Drawn) => everything(owner, who, landscape),
  }
}

interface Ids {
  spaces: string[]
  /** the newest reading of whoever asks */
  reading: string
  /** of a few of its openings */
  keys: string[]
  people: string[]
}

async function idsFor(owner: Owner, who: Caller, { slug, id }: Drawn): Promise<Ids> {
  const { rows: spaces } = await owner.query('select external_id from space where landscape_id = $1', [id])
  const { rows: snapshots } = await owner.query(
    'select id, result from snapshot where landscape_id = $1 and asked_by = $2 order by asked_at desc',
    [id, who.id],
  )
  const found: Opportunity[] = snapshots[0]?.result?.spotted.opportunities ?? []
  const one = (kind: string) => found.find((card) => card.kind === kind)?.key ?? []
  const keys = ['missing-conversation', 'fragile-bridge', 'unheard-voice'].flatMap(one).map(encodeURIComponent)
  // ids as whoever asks gets them: of a few people of different groups
  const { drawn } = JSON.parse((await who.see(`/api/landscapes/${slug}`)).text) as { drawn?: DrawnLandscape }
  const people = (drawn?.people ?? []).filter((_, nth) => nth % 7 === 0).map((person) => encodeURIComponent(person.id))
  return { spaces: spaces.map((space) => space.external_id), reading: snapshots[0]?.id ?? '', keys, people }
}

function addressesAbout(slug: string, { spaces, reading, keys, people }: Ids): string[] {
  const root = `/landscapes/${slug}`
  return [
    '/landscapes',
    '/api/landscapes',
    `/api${root}`,
    // the drawing as it is made up again from the log
    `/api${root}?known=2099-01-01`,
    `/api${root}/history`,
    ...['', '?kind=people', '?kind=ties', '?kind=concerns'].map((kind) => `${root}/history${kind}`),
    ...people.flatMap((one) => [
      `${root}/people/${one}`,
      `${root}/people/${one}/join`,
      `${root}/drawing/person/${one}`,
      `${root}/drawing/person/${one}/remove`,
      `/api${root}/drawing/person/${one}`,
    ]),
    `${root}/drawing/tie/new`,
    ...['opportunities', 'journal', 'spaces'].map((one) => `/api${root}/${one}`),
    ...[
      '',
      '/told',
      '/export.zip',
      '/opportunities',
      '/opportunities/journal',
      '/opportunities/new',
      '/spaces',
      '/spaces/new',
    ].map((one) => root + one),
    ...['map', 'practices', 'people', 'ties', 'crossings'].flatMap((view) => [
      `${root}/landscape?view=${view}`,
      `${root}/landscape?view=${view}&boundary=ridge`,
    ]),
    ...groups.flatMap((group) => [`${root}/practices/${group}`, `${root}/sketch/ties/${group}`]),
    `${root}/boundaries/ridge`,
    ...['people', 'boundary', 'boundary/ridge/groups', 'boundary/ridge/people', 'ties'].map(
      (one) => `${root}/sketch/${one}`,
    ),
    `${root}/what-if?by=people&find=${markOfNames}`,
    `${root}/what-if?by=people&find=a`,
    `${root}/what-if?by=groups&group=crews&group=clinic&size=6`,
    `${root}/what-if/result?by=groups&group=crews&group=clinic&size=6`,
    ...keys.flatMap((key) => ['', '/listen', '/differently'].map((one) => `${root}/opportunities/${key}${one}`)),
    ...keys.slice(0, 2).map((key) => `${root}/spaces/new?reading=${reading}&key=${key}`),
    ...spaces.flatMap((space) =>
      ['', '/edit', '/people', `/people?find=${markOfNames}`, '/invitations'].map(
        (one) => `${root}/spaces/${space}${one}`,
      ),
    ),
  ]
}

/** Every page and every answer about a landscape that can be fetched, with what stands in it, by address. */
async function everything(owner: Owner, who: Caller, landscape: Drawn): Promise<Map<string, string>> {
  const said = new Map<string, string>()
  for (const path of addressesAbout(landscape.slug, await idsFor(owner, who, landscape))) {
    const { status, text } = await who.see(path)
    if (status >= 500) throw new Error(`${path} answered ${status}.`)
    // what was typed into an address stands in it and in the field it came from
    said.set(
      path,
      text
        .replaceAll(`find=${markOfNames}`, '')
        .replaceAll(`value="${markOfNames}"`, '')
        .replaceAll(`“${markOfNames}”`, ''),
    )
  }
  return said
}

/** The addresses at which a mark was found. */
export function where(said: Map<string, string>, mark: string): string[] {
  return [...said].filter(([, text]) => text.includes(mark)).map(([path]) => path)
}
