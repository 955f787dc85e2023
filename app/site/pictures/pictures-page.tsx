import type { Context, Handler } from 'hono'
import { type Person, signedIn } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { textOf } from '../../platform/http/body.ts'
import { forbidden, notFound, tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { languageOf } from '../../platform/http/request.ts'
import { type Upload, withUpload } from '../../platform/http/upload.ts'
import { isUuid } from '../../platform/uuid.ts'
import { Check, FileField, TextArea } from '../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { signsOfPicture } from '../writing/signs-of-picture.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { keepPicture, makePicture } from './keep-picture.ts'
import { pictureAddress } from './pictures-of.ts'
import { deletePicture, type ListedPicture, listPictures } from './pictures-queries.ts'
import { picturesWords } from './pictures-words.ts'

export interface PicturesPlace {
  db: Database
  clock: Clock
}

const address = '/writing/pictures'
const perPage = 24
const longestAlt = 1000

/** The pictures of the site, for its editors: to send, to name in a text, to take away. */
export function picturesPages({ db, clock }: PicturesPlace) {
  const perPerson = rateLimit({ attempts: 60, windowMs: 10 * 60_000, clock })
  const as = (person: Person) => ({ kind: 'person', id: person.id }) as const

  function editing(answer: (c: Context, person: Person) => Promise<Response>): Handler {
    return async (c) => {
      const person = signedIn(c)
      if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent(address)}`, 303)
      if (!(await db.as(as(person), mayEditTheSite))) throw forbidden()
      return answer(c, person)
    }
  }

  async function keep(c: Context, person: Person): Promise<Response> {
    const taken = perPerson.take(person.id)
    if (taken.kind === 'wait') throw tooMany(taken.seconds)
    const language = languageOf(c)
    const read = await withUpload(c, readPicture)
    if (read.kind === 'refused') {
      const problems = { [read.field]: picturesWords(language)(`refused_${read.reason}`, { n: longestAlt }) }
      if (byScript(c)) return c.json({ kind: 'refused', problems }, 422)
      return picturesPage(c, db, person, { language, typed: read.sent, problems })
    }
    const name = await db.as(as(person), (tx) => keepPicture(tx, clock, read))
    if (byScript(c)) return c.json({ kind: 'kept', name, alt: read.alt, src: pictureAddress(read.sizes.at(-1)!) })
    return c.redirect(`${address}?kept=${name}`, 303)
  }

  return {
    show: editing((c, person) => picturesPage(c, db, person, { language: languageOf(c) })),
    keep: editing(keep),
    remove: editing(async (c, person) => {
      const id = c.req.param('picture')
      if (!isUuid(id)) throw notFound()
      await db.as(as(person), (tx) => deletePicture(tx, id))
      return c.redirect(`${address}?done=removed`, 303)
    }),
  }
}

function byScript(c: Context): boolean {
  return c.req.header('accept')?.includes('application/json') ?? false
}

/** Words are asked for before the picture is made: whoever listens has nothing else. */
async function readPicture({ sent, files }: Upload) {
  const alt = textOf(sent, 'alt').replace(/\s+/g, ' ')
  const refused = <Reason extends string>(field: 'alt' | 'picture', reason: Reason) =>
    ({ kind: 'refused', field, reason, sent }) as const
  if (alt.length > longestAlt) return refused('alt', 'long-alt')
  if (alt === '' && textOf(sent, 'decoration') !== 'yes') return refused('alt', 'no-alt')
  const made = await makePicture(files[0])
  if (made.kind === 'refused') return refused('picture', made.reason)
  const decoration = textOf(sent, 'decoration') === 'yes'
  return { kind: 'made', alt: decoration ? '' : alt, fileName: files[0]!.name, sizes: made.sizes } as const
}

async function picturesPage(c: Context, db: Database, person: Person, filled: Filled): Promise<Response> {
  const { language } = filled
  const say = picturesWords(language)
  const from = Math.min(1_000_000, Math.max(0, Math.trunc(Number(c.req.query('from')) || 0)))
  const found = await db.as({ kind: 'person', id: person.id }, (tx) =>
    listPictures(tx, { limit: perPage + 1, offset: from }),
  )
  const kept = filled.problems ? undefined : found.find(({ name }) => name === c.req.query('kept'))
  return page(
    c,
    { title: say('title'), width: 'wide', status: filled.problems ? 422 : 200, styles: ['pictures.css'] },
    <>
      <a class="back" href="/writing">
        <Icon name="arrow-left" /> {say('back')}
      </a>
      <div class="row">
        <h1>{say('title')}</h1>
        <ButtonLink href="/writing/maps">
          <Icon name="map" /> {say('part_of_map')}
        </ButtonLink>
      </div>
      {kept && (
        <Message language={language} kind="done">
          {say('kept')} <code>{signsOfPicture(kept)}</code>
        </Message>
      )}
      {!filled.problems && c.req.query('done') === 'removed' && (
        <Message language={language} kind="done">
          {say('removed')}
        </Message>
      )}
      <div class="pictures-page">
        <SendForm filled={filled} />
        <section class="stack" aria-label={say('title')}>
          {found.length === 0 && (
            <EmptyState title={say('empty_title')} icon="upload">
              <p>{say('empty_text')}</p>
            </EmptyState>
          )}
          <ul class="plain-list pictures">
            {found.slice(0, perPage).map((picture) => (
              <OnePicture filled={filled} picture={picture} />
            ))}
          </ul>
          <div class="actions">
            {from > 0 && (
              <ButtonLink href={`${address}?from=${Math.max(0, from - perPage)}`}>{say('newer')}</ButtonLink>
            )}
            {found.length > perPage && (
              <ButtonLink href={`${address}?from=${from + perPage}`}>{say('older')}</ButtonLink>
            )}
          </div>
        </section>
      </div>
    </>,
  )
}

function SendForm({ filled }: { filled: Filled }) {
  const say = picturesWords(filled.language)
  return (
    <div class="card pictures-send">
      <h2>{say('send')}</h2>
      <Form filled={filled} action={address} upload>
        <FileField
          filled={filled}
          name="picture"
          label={say('file')}
          hint={say('file_hint')}
          accept="image/jpeg,image/png,image/webp,image/avif"
        />
        <TextArea
          filled={filled}
          name="alt"
          label={say('alt')}
          hint={say('alt_hint')}
          rows={3}
          maxlength={longestAlt}
        />
        <Check filled={filled} name="decoration" label={say('decoration')} hint={say('decoration_hint')} />
        <div class="actions">
          <Button>{say('send')}</Button>
        </div>
      </Form>
    </div>
  )
}

function OnePicture({ filled: { language }, picture }: { filled: Filled; picture: ListedPicture }) {
  const say = picturesWords(language)
  const { sizes, alt, name, uses, id } = picture
  const { hash, width, height } = sizes[0]!
  return (
    <li class="card picture" id={name}>
      <img src={pictureAddress({ hash })} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
      <p>{alt || say('only_decoration')}</p>
      <p>
        <code>{signsOfPicture(picture)}</code>
      </p>
      <p class="ui muted">{say('uses', { n: uses })}</p>
      <details>
        <summary>{say('remove')}</summary>
        <div class="stack-small">
          <p>{say('remove_text')}</p>
          <ButtonForm language={language} action={`${address}/${id}/removal`} kind="danger">
            {say('remove_it', { name })}
          </ButtonForm>
        </div>
      </details>
    </li>
  )
}
