import type { Context } from 'hono'
import { requirePerson } from '../../people/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { allOf, readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { once } from '../../platform/http/idempotency.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../platform/uuid.ts'
import { Check, CheckGroup, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { bookPictures } from '../pictures/book-pictures.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { listShown } from '../writing/writing-queries.ts'
import { keepSupporter, listEverySupporter, removeSupporter } from './supporter-queries.ts'
import { supporterWords } from './supporter-words.ts'
import { readRor, type Supporter } from './supporters.ts'

const path = '/supporters/change'

/** More than a book on paper would hold. */
const mostChapters = 200

/** `GET /supporters/change`, for editors: all of them, and a form for the chosen one or another. */
export function showSupporterForms(c: Context, tx: Tx): Promise<Response> {
  return formsPage(c, tx, { language: languageOf(c) }, c.req.query('supporter') ?? '')
}

/** `POST /supporters/change`: keeps one, or takes one away. */
export async function changeSupporter(c: Context, tx: Tx): Promise<Response> {
  const typed = await readForm(c)
  const language = languageOf(c)
  const id = textOf(typed, 'supporter')
  if (textOf(typed, 'deed') === 'remove') {
    if (isUuid(id)) await removeSupporter(tx, id)
    return c.redirect(path, 303)
  }
  const logo = textOf(typed, 'logo').trim().slice(0, 100)
  const stands = logo === '' || (await bookPictures(tx, [], [logo])).size > 0
  const chapters = (await listShown(tx, { kind: 'chapter', limit: mostChapters })).map(({ slug }) => slug)
  const read = readSupporter(typed, language, { logo, stands, chapters })
  if (read.kind === 'problems') return formsPage(c, tx, { language, typed, problems: read.problems }, id)
  const { location } = await once(tx, textOf(typed, 'form_key'), requirePerson(c).id, async () => {
    await keepSupporter(tx, read.supporter)
    return path
  })
  return c.redirect(location, 303)
}

function readSupporter(
  typed: Sent,
  language: Language,
  { logo, stands, chapters }: { logo: string; stands: boolean; chapters: readonly string[] },
): { kind: 'read'; supporter: Supporter } | { kind: 'problems'; problems: Problems } {
  const say = supporterWords(language)
  const text = (name: string, most: number) => textOf(typed, name).trim().slice(0, most)
  const [id, name, url, ror] = [text('supporter', 36), text('name', 201), text('url', 501), text('ror', 100)]
  const problems: Problems = {}
  if (name === '' || name.length > 200) problems['name'] = say('name_problem')
  if (url !== '' && !isAddress(url)) problems['url'] = say('url_problem', { typed: url.slice(0, 80) })
  if (ror !== '' && !readRor(ror)) problems['ror'] = say('ror_problem', { typed: ror })
  if (!stands) problems['logo'] = say('logo_problem', { typed: logo })
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }
  return {
    kind: 'read',
    supporter: {
      id: isUuid(id) ? id : uuidv7(),
      position: Math.min(999, Math.max(1, Math.trunc(Number(text('position', 3))) || 1)),
      shown: textOf(typed, 'shown') === 'yes',
      name,
      url: url === '' ? null : url,
      gives: text('gives', 300),
      grantId: text('grant', 100),
      ror: readRor(ror),
      logo: logo === '' ? null : logo,
      chapters: chapters.filter((slug) => allOf(typed, 'chapters').includes(slug)),
    },
  }
}

function isAddress(typed: string): boolean {
  return typed.length <= 500 && /^https:\/\/[^\s"<>]+$/.test(typed) && URL.canParse(typed)
}

async function formsPage(c: Context, tx: Tx, filled: Filled, chosen: string): Promise<Response> {
  const say = supporterWords(filled.language)
  const supporters = await listEverySupporter(tx)
  const one = supporters.find(({ id }) => id === chosen) ?? null
  const chapters = await listShown(tx, { kind: 'chapter', limit: mostChapters })
  return page(
    c,
    { title: say('change_title'), status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('change_title')}</h1>
      <p>{say('change_lead')}</p>
      <ul class="plain-list">
        {supporters.map(({ id, name, shown }) => (
          <li>
            <a href={`${path}?supporter=${id}`} aria-current={id === one?.id ? 'true' : undefined}>
              {name}
            </a>{' '}
            {!shown && <span class="muted">{say('not_shown')}</span>}
          </li>
        ))}
      </ul>
      <section class="card">
        <h2>{one ? one.name : say('add')}</h2>
        <SupporterForm filled={filled} one={one} chapters={chapters} />
      </section>
      <p class="row">
        {one && <a href={path}>{say('add')}</a>} <a href="/supporters">{say('to_page')}</a>
      </p>
    </>,
  )
}

interface SupporterFormProps {
  filled: Filled
  one: Supporter | null
  chapters: readonly ShownWriting[]
}

function SupporterForm({ filled, one, chapters }: SupporterFormProps) {
  const say = supporterWords(filled.language)
  return (
    <Form filled={filled} action={path}>
      <input type="hidden" name="supporter" value={one?.id ?? ''} />
      <TextField filled={filled} name="name" label={say('name')} value={one?.name ?? ''} maxlength={200} />
      <TextField
        filled={filled}
        name="gives"
        label={say('gives')}
        hint={say('gives_hint')}
        value={one?.gives ?? ''}
        maxlength={300}
      />
      <TextField filled={filled} name="url" type="url" label={say('url')} value={one?.url ?? ''} maxlength={500} />
      <TextField filled={filled} name="grant" label={say('grant')} value={one?.grantId ?? ''} maxlength={100} />
      <TextField
        filled={filled}
        name="ror"
        label={say('ror')}
        hint={say('ror_hint')}
        value={one?.ror ?? ''}
        maxlength={100}
      />
      <TextField
        filled={filled}
        name="logo"
        label={say('logo')}
        hint={
          <>
            {say('logo_hint')} <a href="/writing/pictures">{say('logo_to_pictures')}</a>
          </>
        }
        value={one?.logo ?? ''}
        maxlength={100}
        optional
      />
      <TextField
        filled={filled}
        name="position"
        label={say('position')}
        type="number"
        min={1}
        max={999}
        size="short"
        value={String(one?.position ?? 1)}
      />
      {chapters.length > 0 && (
        <CheckGroup
          filled={filled}
          name="chapters"
          label={say('chapters')}
          hint={say('chapters_hint')}
          values={one?.chapters ?? []}
          choices={chapters.map(({ slug, title, position }) => ({
            value: slug,
            label: position === null ? title : `${position} · ${title}`,
          }))}
          optional
        />
      )}
      <Check filled={filled} name="shown" label={say('shown')} checked={one?.shown ?? true} />
      <p class="actions">
        <Button kind="primary">{say('keep')}</Button>
        {one && (
          <Button kind="quiet" name="deed" value="remove">
            {say('remove')}
          </Button>
        )}
      </p>
    </Form>
  )
}
