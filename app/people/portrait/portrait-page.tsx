import { readFile } from 'node:fs/promises'
import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { type ImageRefusal, mostImageBytes, reencodeImage } from '../../platform/files/reencode-image.ts'
import { notFound, tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { languageOf } from '../../platform/http/request.ts'
import { type Upload, withUpload } from '../../platform/http/upload.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { FileField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { BackToAccount } from '../account/back-to-account.tsx'
import { type Person, signedIn } from '../people.ts'
import { Portrait, portraitSides } from './portrait.tsx'
import { deletePortrait, portraitBytes, portraitsOf, replacePortrait } from './portrait-queries.ts'
import { portraitWords } from './portrait-words.ts'

interface PortraitSettings {
  db: Database
  clock: Clock
}

const address = '/account/portrait'
const toSignIn = `/sign-in?next=${address}`

/** A picture of oneself: to give, to change, to take away, and the way it is shown to those who may see it. */
export function portraitPages({ db, clock }: PortraitSettings) {
  const perPerson = rateLimit({ attempts: 20, windowMs: 10 * 60_000, clock })
  const as = (person: Person) => ({ kind: 'person', id: person.id }) as const

  return {
    async show(c: Context) {
      const person = signedIn(c)
      return person ? portraitPage(c, db, person, { language: languageOf(c) }) : c.redirect(toSignIn, 303)
    },

    async keep(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect(toSignIn, 303)
      const taken = perPerson.take(person.id)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      const outcome = await withUpload(c, madeOf)
      if (outcome.kind === 'refused') {
        const language = languageOf(c)
        return portraitPage(c, db, person, { language, problems: { picture: whyNot(language, outcome.reason) } })
      }
      const { sizes } = outcome
      const at = clock.now()
      await db.as(as(person), (tx) => replacePortrait(tx, { id: uuidv7(at.getTime()), personId: person.id, at, sizes }))
      return c.redirect(`${address}?done=kept`, 303)
    },

    async remove(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect(toSignIn, 303)
      await db.as(as(person), (tx) => deletePortrait(tx, person.id))
      return c.redirect(`${address}?done=removed`, 303)
    },

    /** Nothing is here for whoever may not see it, as for a portrait that was never given. Kept by a browser only to be asked about again. */
    async send(c: Context) {
      const person = signedIn(c)
      const [, hash] = /^([0-9a-f]{64})\.webp$/.exec(c.req.param('file') ?? '') ?? []
      const whose = c.req.param('person') ?? ''
      if (!person || !hash || !/^[0-9a-f-]{36}$/.test(whose)) throw notFound()
      const bytes = await db.as(as(person), (tx) => portraitBytes(tx, whose, hash))
      if (!bytes) throw notFound()
      const headers = { ETag: `"${hash}"`, 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }
      if (c.req.header('if-none-match') === `"${hash}"`) return c.body(null, 304, headers)
      return c.body(new Uint8Array(bytes), 200, { ...headers, 'Content-Type': 'image/webp' })
    },
  }
}

async function madeOf({ files }: Upload) {
  const [file] = files
  if (!file || file.bytes === 0) return { kind: 'refused', reason: 'nothing' } as const
  if (file.bytes > mostImageBytes) return { kind: 'refused', reason: 'too-large' } as const
  return reencodeImage(await readFile(file.path), { saidType: file.type, sides: portraitSides })
}

function whyNot(language: Language, reason: ImageRefusal | 'nothing'): string {
  return portraitWords(language)(`refused_${reason}`)
}

async function portraitPage(c: Context, db: Database, person: Person, filled: Filled): Promise<Response> {
  const say = portraitWords(filled.language)
  const done = filled.problems ? undefined : c.req.query('done')
  const found = await db.as({ kind: 'person', id: person.id }, (tx) => portraitsOf(tx, [person.id]))
  const names = found.get(person.id) ?? null
  return page(
    c,
    { title: say('title'), width: 'narrow', status: filled.problems ? 422 : 200, styles: ['portrait.css'] },
    <>
      <BackToAccount language={filled.language} />
      <div class="stack-small">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
      </div>
      {(done === 'kept' || done === 'removed') && (
        <Message language={filled.language} kind="done">
          {say(done)}
        </Message>
      )}
      <div class="card">
        <div class="portrait-row">
          <Portrait person={person} names={names} large />
          <div class="stack-small">
            <p>{names ? say('is_shown') : say('none_yet')}</p>
            {names && (
              <form method="post" action={`${address}/remove`}>
                <Button kind="danger">{say('remove')}</Button>
              </form>
            )}
          </div>
        </div>
        <hr />
        <Form filled={filled} action={address} upload>
          <FileField
            filled={filled}
            name="picture"
            label={names ? say('another') : say('choose')}
            hint={say('hint')}
            accept="image/jpeg,image/png,image/webp,image/avif"
          />
          <div class="actions">
            <Button>{say('keep')}</Button>
          </div>
        </Form>
        <p class="caption">{say('what_goes')}</p>
      </div>
    </>,
  )
}
