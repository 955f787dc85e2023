import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../app/platform/db/embedded-postgres.ts'
import { freePort, startProgram, visitor } from '../support/started-program.ts'
import { oddEvents } from './odd-events.ts'

/** A running instance with the example site and odd events, as programs of others meet it. */
export interface Instance {
  origin: string
  /** where what was fetched lies, for the tools and for whoever looks afterwards */
  folder: string
  /** Asks for an address as anybody, and keeps the answer under its name in the folder. */
  fetched(path: string): Promise<Fetched>
  /** Asks for an address as an editor of the site. */
  seenByEditor(path: string): Promise<{ status: number; text: string }>
  /** Every time of every event that is shown, as the calendar of the site keeps them. */
  occurrences(): Promise<KeptTime[]>
  end(): Promise<void>
}

export interface Fetched {
  path: string
  status: number
  type: string
  text: string
  /** where it was kept */
  file: string
}

/** One time of an event of ours. */
export interface KeptTime {
  uid: string
  from: Date
  to: Date
  off: boolean
}

/** The program as `bin/start` runs it, on data of its own, with the odd events brought in as an editor brings a file of others. */
export async function startInstance(folder: string): Promise<Instance> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const data = await mkdtemp(join(tmpdir(), 'ecotone-interop-'))
  const program = await startProgram(data, await freePort(), { ECOTONE_LOG: 'error' })
  // another than the answer of the program, so that what it keeps is read and not what it says of it
  let client: Client | null = null
  const editor = visitor(() => program.origin)
  const end = async () => {
    await client?.end()
    await program.killAll()
    await rm(data, { recursive: true, force: true })
  }
  try {
    await program.saying('/sign-in/confirm')
    await editor.signIn(program.said())
    await bringOddEvents(editor)
    const { url } = await startEmbeddedPostgres(data, () => {})
    client = new Client({ connectionString: url })
    // the database is killed with the program
    client.on('error', () => {})
    await client.connect()
  } catch (error) {
    await end()
    throw error
  }
  const asked = client
  return {
    origin: program.origin,
    folder,
    fetched: (path) => fetchInto(folder, program.origin, path),
    seenByEditor: (path) => editor.see(path),
    occurrences: async () => (await asked.query<KeptTime>(timesOfOurs)).rows,
    end,
  }
}

const timesOfOurs = `
  select e.uid, o.from_at as "from", o.to_at as "to", o.called_off or e.state = 'cancelled' as off
  from event_occurrence o join event e on e.id = o.event_id where e.shown order by o.from_at, e.uid`

async function bringOddEvents(editor: ReturnType<typeof visitor>): Promise<void> {
  const form = new FormData()
  const said = {
    zone: 'Europe/Lisbon',
    kind: 'other',
    language: 'en',
    calendar: oddEvents(new Date().getFullYear() + 1),
  }
  for (const [name, value] of Object.entries(said)) form.set(name, value)
  const answer = await editor.send('/events/import', form)
  if (answer.status !== 303) throw new Error(`The odd events were not brought in: ${answer.status} ${answer.text}`)
}

async function fetchInto(folder: string, origin: string, path: string): Promise<Fetched> {
  const answer = await fetch(origin + path)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const name = path.replaceAll('/', '_').replace(/^_/, '') || 'home'
  const file = join(folder, basename(name).replace(/[?=&]/g, '-'))
  await writeFile(file, bytes)
  return {
    path,
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: bytes.toString('utf8'),
    file,
  }
}
