import { readFile } from 'node:fs/promises'
import type { Context, Handler } from 'hono'
import { type Person, signedIn } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { forbidden } from '../../platform/http/http.ts'
import { once } from '../../platform/http/idempotency.ts'
import { languageOf } from '../../platform/http/request.ts'
import { withUpload } from '../../platform/http/upload.ts'
import { isLanguage, type Language } from '../../platform/i18n/language.ts'
import { enqueue } from '../../platform/jobs/job.ts'
import { isUuid } from '../../platform/uuid.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { brought, importForm, previewPage } from './import-views.tsx'
import { importingWords } from './importing-words.ts'
import { bringImport } from './kept/bring-import.ts'
import { bringPosts } from './kept/bring-posts-job.ts'
import { bringingPage } from './kept/bringing-page.tsx'
import { keepImport, lookAtImport } from './kept/kept-import.ts'
import { askToStop, holdImport, importRow, type KeptImport, markWaiting } from './kept/kept-import-queries.ts'
import { readExport } from './read-export.ts'

export interface ImportPlace {
  db: Database
  clock: Clock
}

interface Editor {
  person: Person
  language: Language
  /** a transaction of theirs; refused to whoever is no editor of the site */
  as<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** Asks the signed-out to sign in, and refuses whoever is no editor before anything they send is read. */
function importing(place: ImportPlace, answer: (c: Context, editor: Editor) => Promise<Response>): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent('/writing/import')}`, 303)
    const as: Editor['as'] = (work) =>
      place.db.as({ kind: 'person', id: person.id }, async (tx) => {
        if (!(await mayEditTheSite(tx))) throw forbidden()
        return work(tx)
      })
    await as(async () => {})
    return answer(c, { person, language: languageOf(c), as })
  }
}

/** Bytes of a file whose posts come while the page waits (some hundred, a second or two); those of a larger one come by a job. */
const quickBytes = 1_000_000

export function importPages(place: ImportPlace) {
  return {
    /** `GET /writing/import`: where a file is sent; or what would come of one that was, then how far it is, and what came. */
    show: importing(place, async (c, { language, as }) => {
      const look = c.req.query('look')
      if (look === undefined) return importForm(c, { language })
      return as(async (tx) => {
        const kept = await keptAt(tx, place, look)
        if (!kept) return goneForm(c, language)
        if (kept.outcome) return brought(c, language, kept.outcome)
        if (isUnderWay(kept)) return bringingPage(c, language, kept)
        const preview = await lookAtImport(tx, place.clock, kept)
        return preview ? previewPage(c, { language, preview, kept }) : goneForm(c, language)
      })
    }),

    /** `POST /writing/import`: keeps the file, and leads to what would come. */
    look: importing(place, async (c, { language, as }) =>
      withUpload(c, async ({ sent, files: [file] }) => {
        const say = importingWords(language)
        const refused = (problem: string) => importForm(c, { language, typed: sent, problems: { file: problem } })
        if (!file) return refused(say('problem_none'))
        if (!(await readExport(await readFile(file.path, 'utf8'))))
          return refused(say('problem_unread', { name: file.name }))
        const written = textOf(sent, 'language')
        const spoken = isLanguage(written) ? written : language
        const id = await as((tx) => keepImport(tx, place.clock.now(), { ...file, language: spoken }))
        return c.redirect(addressOf(id), 303)
      }),
    ),

    /** `POST /writing/import/bringing`: writes what was looked at, or asks for the job that does. */
    bring: importing(place, async (c, { language, person, as }) => {
      const sent = await readForm(c)
      return as(async (tx) => {
        const kept = await keptAt(tx, place, textOf(sent, 'look'))
        if (!kept) return goneForm(c, language)
        const { location } = await once(tx, textOf(sent, 'form_key'), person.id, async () => {
          await bringOrAsk(tx, place, kept.id)
          return addressOf(kept.id)
        })
        return c.redirect(location, 303)
      })
    }),

    /** `POST /writing/import/stop`: none of the posts will have come, unless they were all there already. */
    stop: importing(place, async (c, { language, as }) => {
      const sent = await readForm(c)
      return as(async (tx) => {
        const kept = await keptAt(tx, place, textOf(sent, 'look'))
        if (!kept) return goneForm(c, language)
        await askToStop(tx, kept.id)
        return c.redirect(addressOf(kept.id), 303)
      })
    }),
  }
}

async function keptAt(tx: Tx, { clock }: ImportPlace, look: string | null): Promise<KeptImport | null> {
  return isUuid(look) ? importRow(tx, look, clock.now()) : null
}

async function bringOrAsk(tx: Tx, { clock }: ImportPlace, id: string): Promise<void> {
  await holdImport(tx, id)
  const kept = await importRow(tx, id, clock.now())
  if (!kept || kept.outcome || isUnderWay(kept)) return
  if (kept.bytes <= quickBytes) return bringImport(tx, clock, { id })
  if (await markWaiting(tx, id)) await enqueue(tx, bringPosts, { import: id })
}

function isUnderWay({ state }: KeptImport): boolean {
  return state === 'waiting' || state === 'running'
}

function addressOf(id: string): string {
  return `/writing/import?look=${id}`
}

function goneForm(c: Context, language: Language): Promise<Response> {
  return importForm(c, { language, problems: { file: importingWords(language)('problem_gone') } })
}
