import type { Context, Handler } from 'hono'

import { type Person, signedIn } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { collectSent, readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { enqueue } from '../../../platform/jobs/job.ts'
import { page } from '../../../ui/page.tsx'
import { type Place, pathIn, toSignIn } from '../../visit.tsx'
import { lacksCare } from '../care/care-check.ts'
import { type ReadOutcome, readLandscape } from '../formats/read-landscape.ts'
import { peopleLive } from '../landscape.ts'
import { waitsUntilTomorrow } from '../who-asked-to-be-gone.ts'
import { bringIn } from './bring-in-job.ts'
import { bringUpload } from './bring-upload.ts'
import { bringWords } from './bring-words.ts'
import { bringingPage } from './bringing-page.tsx'
import { Preview, Unreadable } from './preview-view.tsx'
import {
  lacksSource,
  lacksThought,
  type Missing,
  type PreviewWish,
  readOptions,
  readWish,
  saysItself,
  wishQuery,
  withWish,
} from './preview-wish.ts'
import { rememberedChoices } from './remembered-choices.ts'
import { openUpload, uploadIn } from './upload.ts'
import { holdUpload, markWaiting, type UploadRow, uploadRow } from './upload-queries.ts'

/** Uploads up to this size come in while the page waits (some thousand rows, a second or two); larger ones as a job. */
const quickBytes = 200_000

/** `GET /landscapes/bring/:upload`: what will come in, and every row that cannot, before anything is brought in; then how far it is. */
export function previewPage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      const upload = await uploadRow(tx, uploadIn(c.req.param('upload')))
      if (!upload) throw notFound()
      if (upload.slug !== null) return c.redirect(pathIn({ slug: upload.slug }, 'landscape'), 303)
      if (isUnderWay(upload)) return bringingPage(c, upload)
      return preview(c, tx, askedIn(c), upload)
    })
  }
}

/** What the address of a page asks for. */
export function askedIn(c: Context): Sent {
  return collectSent(new URL(c.req.url).searchParams)
}

/** `POST` to the same: brings it in, whole, in one transaction; a large one in the background. */
export function bringInHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    return place.db.as(
      { kind: 'person', id: person.id },
      async (tx) => {
        const left = await leftOut(c, tx, place, sent)
        if (left) return left
        const outcome = await once(tx, textOf(sent, 'form_key'), person.id, () =>
          bringOrAsk(c, tx, place, person, readWish(sent)),
        )
        return c.redirect(outcome.location, 303)
      },
      { why: 'import' },
    )
  }
}

/** Answers of the care check do not fit into an address: a form that has some and lacks something is answered at once, as it was sent. */
async function leftOut(c: Context, tx: Tx, place: Place, sent: Sent): Promise<Response | null> {
  const upload = await uploadRow(tx, uploadIn(c.req.param('upload')))
  const wish = readWish(sent)
  if (!upload || upload.slug !== null || isUnderWay(upload) || wish.care === null) return null
  const { read } = await lookAt(tx, uploadIn(c.req.param('upload')), wish)
  const missing = read.kind === 'read' ? missingIn(read, wish, place.clock.now()) : null
  return missing && preview(c, tx, { ...sent, missing }, upload, sent)
}

function missingIn(read: ReadOutcome & { kind: 'read' }, wish: PreviewWish, now: Date): Missing | null {
  const drawn = withWish(read.drawn, wish, saysItself(read.summary))
  if (lacksSource(drawn)) return 'source'
  if (lacksThought(drawn, wish)) return 'mapped'
  return lacksCare(drawn, wish.care, now) ? 'care' : null
}

/** Brings an upload in now or asks for the job that does, and says where to go. */
async function bringOrAsk(c: Context, tx: Tx, place: Place, person: Person, wish: PreviewWish): Promise<string> {
  const id = uploadIn(c.req.param('upload'))
  await holdUpload(tx, id)
  const upload = await uploadRow(tx, id)
  if (!upload) throw notFound()
  const here = c.req.path
  const asking = (missing: Missing) => `${here}?${wishQuery(wish, missing)}`
  if (upload.slug !== null || isUnderWay(upload)) return here
  if (upload.bytes > quickBytes) {
    if (wish.basis === 'published' && (!wish.source || !wish.licence)) return asking('source')
    if (peopleLive(wish.basis ?? 'own-sketch') && !wish.considered) return asking('mapped')
    const { read } = await lookAt(tx, id, wish)
    if (read.kind === 'read' && missingIn(read, wish, place.clock.now()) === 'care') return asking('care')
    if (await markWaiting(tx, id, wish)) await enqueue(tx, bringIn, { upload: id })
    return here
  }
  const outcome = await bringUpload(tx, place.clock, person, { upload: id, wish })
  if (outcome.kind === 'imported') return pathIn(outcome, 'landscape')
  if (outcome.reason === 'lacks-source') return asking('source')
  if (outcome.reason === 'care-check-first') return asking('care')
  return outcome.reason === 'lacks-thought' ? asking('mapped') : here
}

function isUnderWay({ state }: UploadRow): boolean {
  return state === 'waiting' || state === 'running'
}

async function preview(c: Context, tx: Tx, asked: Sent, { state }: UploadRow, typed?: Sent): Promise<Response> {
  const { read, wish, remembered } = await lookAt(tx, uploadIn(c.req.param('upload')), readWish(asked))
  const language = languageOf(c)
  const shared = {
    language,
    action: c.req.path,
    wish,
    remembered,
    missing: textOf(asked, 'missing') || null,
    state,
    typed,
  }
  return page(
    c,
    { title: bringWords(language)('preview_title'), width: 'wide', styles: ['bring.css'], status: typed ? 422 : 200 },
    read.kind === 'unreadable' ? (
      <Unreadable {...shared} read={read} />
    ) : (
      <Preview {...shared} read={read} isTomorrow={await waitsUntilTomorrow(tx, read.drawn)} />
    ),
  )
}

/** Reads an upload as wished; tables of which nothing was said are read as the viewer said the last time, if ever. */
async function lookAt(
  tx: Tx,
  upload: string,
  wish: PreviewWish,
): Promise<{ read: ReadOutcome; wish: PreviewWish; remembered: boolean }> {
  const files = await openUpload(tx, upload)
  const read = await readLandscape(files, readOptions(wish))
  if (wish.choices.length > 0) return { read, wish, remembered: false }
  const choices = await rememberedChoices(tx, read.tables)
  if (!choices.some(Boolean)) return { read, wish, remembered: false }
  const again = { ...wish, choices }
  return { read: await readLandscape(files, readOptions(again)), wish: again, remembered: true }
}
