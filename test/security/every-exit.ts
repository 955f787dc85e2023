import type { Pool } from 'pg'
import { writtenFormats } from '../../app/workbench/landscape/formats/write-format.ts'
import { accessTable } from './access-table.ts'
import { personId } from './small-coast.ts'
import { asText } from './unzipped.ts'
import type { wholeProgram } from './whole-program.ts'

type Program = Awaited<ReturnType<typeof wholeProgram>>

/** What stands in the place of a part of an address. A route with a new part fails until it is said here what to ask for. */
const parts: Record<string, string> = {
  ':kind/:id': `person/${personId('crews', 2)}`,
  ':person': personId('crews', 2),
  ':boundary': 'ridge',
  ':practice': 'crews',
  ':group?': 'crews',
  ':space': 'pier',
  ':measure': 'closeness',
  ':format': 'folder',
  ':page': '2',
}

/**
 * Tell of what was done with the program and not of the drawing: who looked, who took a copy, what waits to be asked again, a stream of
 * numbers; and a page of one's own, by a link.
 */
const notOfTheDrawing = /\/people\/deeds|\/looks|^GET \/held|\/let-go|:reading/

/**
 * Every address of a landscape that gives something away, made of the table of all addresses and of the list of formats, so that a new
 * exit is tried by itself: pages, tables, files, pictures, the living map, past days, two days compared, openings, rooms, routes for programs.
 */
export async function everyExit(
  { owner }: { owner: Pool },
  { id, slug }: { id: string; slug: string },
  who: string,
  days: { earlier: string; later: string },
): Promise<string[]> {
  const { rows } = await owner.query(
    `select result -> 'spotted' -> 'opportunities' as cards from snapshot
     where landscape_id = $1 and asked_by = $2 and result is not null limit 1`,
    [id, who],
  )
  const keys = ((rows[0]?.cards ?? []) as { key: string; kind: string }[])
    .filter(({ kind }, nth, all) => all.findIndex((one) => one.kind === kind) === nth)
    .map(({ key }) => encodeURIComponent(key))
  const bare = Object.keys(accessTable)
    .filter((route) => /^GET .*:slug/.test(route) && !notOfTheDrawing.test(route))
    .flatMap((route) => {
      const path = Object.entries(parts).reduce(
        (address, [part, value]) => address.replace(part, value),
        route.slice('GET '.length).replace(':slug', slug),
      )
      return path.includes(':key') ? keys.map((key) => path.replace(':key', key)) : [path]
    })
  for (const path of bare) if (path.includes(':')) throw new Error(`Say what to ask for in ${path}.`)
  const root = `/landscapes/${slug}`
  const { earlier, later } = days
  const wishes = ['', `known=${later}`, `known=${later}&by=now`, `known=${earlier}`, `than=${earlier}`]
  const wishesInTime = [...wishes, `than=${earlier}&by=now`, `than=${earlier}&known=${later}`]
  return [
    ...new Set([
      ...bare,
      ...['map', 'practices', 'people', 'ties', 'crossings', 'changes'].flatMap((view) =>
        wishesInTime.map((wish) => `${root}/landscape?view=${view}&boundary=ridge&${wish}`),
      ),
      ...['practices', 'people', 'ties', 'crossings'].flatMap((view) =>
        wishes.map((wish) => `${root}/landscape.csv?view=${view}&${wish}`),
      ),
      ...['map', 'map.svg'].flatMap((file) => [
        ...wishesInTime.map((wish) => `${root}/landscape/${file}?boundary=ridge&${wish}`),
        `${root}/landscape/${file}?for=team`,
      ]),
      `${root}/landscape/map.png?boundary=ridge&for=team&size=screen`,
      `${root}/landscape/map.pdf?boundary=ridge&for=team&size=a4`,
      ...[earlier, later].map((day) => `/api${root}?known=${day}`),
      `/api${root}/changes?than=${earlier}&by=now`,
      `/api${root}/changes?than=${earlier}&by=then&boundary=ridge`,
      ...['closeness', 'betweenness', 'density'].map((lens) => `/api${root}/lens?lens=${lens}`),
      ...['people', 'ties', 'concerns'].map((kind) => `${root}/history?kind=${kind}`),
      `${root}/what-if?by=people&find=a`,
      `${root}/what-if/result?by=groups&group=crews&group=clinic&size=6`,
      `${root}/spaces/pier/people?find=a`,
      ...Object.keys(writtenFormats).map((format) => `${root}/export/${format}`),
    ]),
  ]
}

/** What stands at each exit for somebody, without what is new at each request: ids of rows, keys of forms, moments of asking. */
export async function standsAt(
  program: Program,
  cookie: string,
  exits: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of exits) {
    const response = await program.app.fetch(new Request(`http://ecotone.test${path}`, { headers: { cookie } }))
    if (response.status >= 500 || response.status === 429) throw new Error(`${path} answered ${response.status}.`)
    const text = asText(new Uint8Array(await response.arrayBuffer()))
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '·')
      .replaceAll(/<dcterms:modified[^<]+/g, '')
    found.set(path, `${response.status} ${text}`)
  }
  return found
}

/** Where two looks differ, with what stands there in each. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...one].flatMap(([path, text]) => {
    const now = other.get(path)
    if (now === text) return []
    const at = [...text].findIndex((sign, nth) => sign !== now?.[nth])
    return [`${path}: …${text.slice(Math.max(0, at - 60), at + 60)}… is …${now?.slice(Math.max(0, at - 60), at + 60)}…`]
  })
}
