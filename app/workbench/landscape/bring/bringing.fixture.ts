/** For tests of bringing files in: the pages over a fresh database, files sent as a browser sends them, and what came of them. */
import { testDatabase } from '../../../../test/support/database.ts'
import { testOrigin } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringRoutes } from './bring-routes.ts'

export type SentFile = [name: string, content: string | Uint8Array]

export interface Kept {
  people: number
  ties: number
}

export const three = 'id,name\na,Ana\nb,Bento\nc,Célia\n'

export async function bringing() {
  const { db, owner } = await testDatabase()
  const clock = fixedClock('2027-03-01T09:00:00Z')
  const app = appFor({ db, clock }, bringRoutes)
  const madalena = await addPerson(owner, 'Madalena')
  const mine = asking(app, madalena)

  /** Sends files as a browser does and gives the address of their preview. */
  async function sent(files: SentFile[], who: { id: string } = madalena): Promise<string> {
    const form = new FormData()
    form.set('form_key', uuidv7())
    for (const [name, content] of files) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      form.append('files', new File([new Uint8Array(bytes)], name))
    }
    const headers = { 'x-test-person': who.id, origin: testOrigin, 'sec-fetch-site': 'same-origin' }
    const answer = await app.fetch(
      new Request(`${testOrigin}/landscapes/bring`, { method: 'POST', body: form, headers }),
    )
    if (answer.status !== 303) throw new Error(`The upload was answered ${answer.status}.`)
    return answer.headers.get('location')!
  }

  /** What is in the landscape at this address, as its owner counts it. */
  async function keptAt(location: string | null): Promise<Kept> {
    const slug = /^\/landscapes\/([^/]+)\/landscape$/.exec(location ?? '')?.[1]
    const { rows } = await owner.query(
      `select (select count(*)::int from participant p where p.landscape_id = l.id) as people,
        (select count(*)::int from tie t where t.landscape_id = l.id) as ties from landscape l where slug = $1`,
      [slug],
    )
    if (!rows[0]) throw new Error(`There is no landscape at ${location}.`)
    return rows[0]
  }

  async function landscapes(): Promise<number> {
    return (await owner.query('select count(*)::int as n from landscape')).rows[0].n
  }

  return { db, owner, clock, app, madalena, mine, sent, keptAt, landscapes }
}
