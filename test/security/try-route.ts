import { key } from './access-over-api.ts'
import { accessTable } from './access-table.ts'
import { personId } from './small-coast.ts'
import type { Answer, Caller } from './whole-program.ts'

/** What stands in addresses beside the landscape. */
export interface Filling {
  /** a reading of each landscape, by the landscape's id */
  readings: ReadonlyMap<string, string>
  upload: string
}

interface Where {
  id: string
  slug: string
}

/** The id of nothing and nobody. */
const nothing = '01890000-0000-7000-8000-000000000000'

/** The address of a route with everything in it that it has a place for. */
export function filledRoute(route: string, { readings, upload }: Filling, landscape: Where, slug = landscape.slug) {
  const values: Record<string, string> = {
    slug,
    practice: 'clinic',
    boundary: 'ridge',
    'group?': 'crews',
    reading: readings.get(landscape.id) ?? landscape.id,
    key: encodeURIComponent(key),
    space: 'pier',
    kind: 'practice',
    deed: '1234567890123456',
    id: 'clinic',
    person: personId('crews', 0),
    member: nothing,
    invitation: nothing,
    upload,
    format: 'gexf',
    measure: 'reach',
    field: nothing,
  }
  const path = route
    .split(' ')[1]!
    .replace(/:(\w+\??)/g, (_, name: string) => values[name] ?? nothing)
    .replace('/*', '/nothing')
  return path + (accessTable[route]?.query ?? '')
}

/** Asks a route as somebody, with what its row in the access table says is sent. */
export function askRoute(
  who: Caller,
  route: string,
  path: string,
  { reading, headers }: { reading: string; headers?: Record<string, string> | undefined },
): Promise<Answer> {
  const method = route.split(' ')[0]!
  const { form, json } = accessTable[route] ?? {}
  if (method === 'GET') return who.see(path)
  if (path.startsWith('/api/')) return who.call(method, path, json ?? {}, headers)
  return who.send(path, { reading, ...form }, headers)
}

/** What a page or a problem says, without what differs from one request to the next. */
export function saidBy({ status, text }: Answer, ...own: string[]): string {
  let plain = text
  for (const one of own) plain = plain.replaceAll(one, '…').replaceAll(encodeURIComponent(one), '…')
  return `${status} ${plain.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, '…')}`
}
