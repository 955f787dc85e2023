import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import { importLandscape } from '../app/workbench/landscape/import-landscape.ts'
import { freePort, startProgram, visitor } from '../test/support/started-program.ts'
import type { Prepared, Work } from './bench.ts'
import { benchDatabase } from './bench-database.ts'
import { inventedDrawing } from './invented-drawing.ts'

/** People who live and agreed to everything, so that the same rows come whether the policies hold or not. */
function whereAllAgreed(size: { people: number; ties: number }): DrawnLandscape {
  const drawn = inventedDrawing(size)
  drawn.about.basis = 'consented'
  const purposes = ['map', 'ties', 'analysis'] as const
  drawn.consents = drawn.people.flatMap(({ id }) =>
    purposes.map((purpose) => ({ person: id, purpose, state: 'agreed' as const, said: '2026-10-01' })),
  )
  return drawn
}

/** The program as it runs for people, over a database of its own that holds this landscape, with its steward signed in. */
async function programOver(drawn: DrawnLandscape) {
  const { db, url, client, done } = await benchDatabase()
  const data = await mkdtemp(join(tmpdir(), 'ecotone-bench-program-'))
  const program = await startProgram(data, await freePort(), { DATABASE_URL: url, ECOTONE_LOG: 'error' })
  await program.saying('/sign-in/confirm')
  const steward = visitor(() => program.origin)
  await steward.signIn(program.said())
  const { rows } = await client.query<{ person_id: string }>('select person_id from session')
  const imported = await importLandscape(db, { now: () => new Date() }, { id: rows[0]!.person_id }, { drawn })
  if (imported.kind !== 'imported') throw new Error('The invented landscape did not come in.')

  const { slug } = imported
  async function see(path: string): Promise<string> {
    const answer = await steward.see(`/landscapes/${slug}${path}`)
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`)
    return answer.text
  }
  // the first to come has the map laid out, large ones in the background
  await see('/landscape')
  const waiting = 'select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts'
  while ((await client.query<{ n: number }>(waiting)).rows[0]!.n > 0) await new Promise((next) => setTimeout(next, 50))
  return {
    see,
    client,
    async done() {
      await program.killAll()
      await done()
      await rm(data, { recursive: true })
    },
  }
}

/** One page with the policies, and under a role that they do not hold for: the same program, the same rows. */
function pageOf(path: string, size: { people: number; ties: number }): Work {
  return {
    what: `row-level security: ${path}`,
    size: `${size.people.toLocaleString('en')} people, ${size.ties.toLocaleString('en')} ties`,
    async prepare(): Promise<Prepared> {
      const { see, client, done } = await programOver(whereAllAgreed(size))
      let held = true
      async function seen(holding: boolean): Promise<number> {
        if (held !== holding) await client.query(`alter role ecotone_app ${holding ? 'nobypassrls' : 'bypassrls'}`)
        held = holding
        return (await see(path)).length
      }
      const [behind, open] = [await seen(true), await seen(false)]
      // keys of forms and moments are as long on each page; a row more or less shows
      if (behind !== open) throw new Error(`${path} has ${behind} characters, and ${open} without policies.`)
      return { ours: () => seen(true), plain: () => seen(false), done }
    },
  }
}

const small = { people: 300, ties: 2_700 }
const large = { people: 20_000, ties: 180_000 }

export const accessWork: Work[] = [
  pageOf('/landscape', small),
  pageOf('/landscape?view=people', small),
  pageOf('/landscape', large),
  pageOf('/landscape?view=people', large),
]
