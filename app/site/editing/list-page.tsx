import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { once } from '../../platform/http/idempotency.ts'
import { isLanguage } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { RadioGroup, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Segments } from '../../ui/rows.tsx'
import { Table } from '../../ui/table.tsx'
import type { WritingKind } from '../writing/writing.ts'
import { beginWriting } from './begin-writing.ts'
import { type Editing, pathOf, zoneToTell } from './editing.ts'
import { countEdited, type Listing, listEdited, type WritingState } from './editing-queries.ts'
import { editingWords } from './editing-words.ts'
import { StateChip } from './state-chip.tsx'

const kinds = ['post', 'chapter', 'card', 'page'] as const
const states = ['draft', 'scheduled', 'shown', 'taken-down'] as const
const perPage = 50
/** Pages of the site stand at fixed addresses: they are changed, and none is begun. */
const begun = ['post', 'chapter', 'card'] as const

/** `GET /writing`: everything that is written on the site, changed last first. */
export async function showList(c: Context, editing: Editing): Promise<Response> {
  const { tx, language } = editing
  const say = editingWords(language)
  const kind = kinds.find((one) => one === c.req.query('kind')) ?? null
  const state = states.find((one) => one === c.req.query('state')) ?? null
  const from = Math.min(1_000_000, Math.max(0, Math.trunc(Number(c.req.query('from')) || 0)))
  const counts = await countEdited(tx)
  const found = await listEdited(tx, { kind, state }, { limit: perPage + 1, offset: from })
  const many = (wanted: Listing) =>
    counts
      .filter((one) => (!wanted.kind || one.kind === wanted.kind) && (!wanted.state || one.state === wanted.state))
      .reduce((sum, { n }) => sum + n, 0)
  const zone = zoneToTell(editing)
  const listed = found.slice(0, perPage)
  return page(
    c,
    { title: say('list_title'), width: 'wide', styles: ['editing.css'] },
    <>
      <div class="head-row">
        <h1>{say('list_title')}</h1>
        <div class="row">
          <a href="/writing/import">{say('bring_posts')}</a>
          <a href="/writing/pictures">{say('pictures')}</a>
          <ButtonLink href="/writing/new" kind="primary">
            {say('new_writing')}
          </ButtonLink>
        </div>
      </div>
      {c.req.query('done') === 'removed' && (
        <Message language={language} kind="done">
          {say('done_removed')}
        </Message>
      )}
      <div class="row">
        <Segments
          label={say('which_kind')}
          items={[null, ...kinds].map((one) => ({
            label: `${say(one ? `kinds_${one}` : 'kinds_all')} ${many({ kind: one, state })}`,
            href: listPath({ kind: one, state }),
            current: one === kind,
          }))}
        />
        <Segments
          label={say('which_state')}
          items={[null, ...states].map((one) => ({
            label: `${say(one ? `state_${one}` : 'states_all')} ${many({ kind, state: one })}`,
            href: listPath({ kind, state: one }),
            current: one === state,
          }))}
        />
      </div>
      <Table
        language={language}
        caption={say('list_caption')}
        rowsOnPhone
        columns={[say('column_title'), say('column_kind'), say('column_state'), say('column_changed', { zone })].map(
          (label) => ({ label }),
        )}
        rows={listed.map((one) => [
          <a class="writing-name" href={pathOf(one)} lang={one.language}>
            {one.title || say('untitled')}
          </a>,
          say(`kind_${one.kind}`),
          <StateChip language={language} state={one.state} shownAt={one.shownAt} zone={zone} />,
          <time datetime={one.changedAt.toISOString()}>{writeMoment(language, one.changedAt, zone)}</time>,
        ])}
        empty={
          <EmptyState title={say('empty_title')} icon="notebook-pen">
            <p>{say(kind || state ? 'empty_filtered' : 'empty_text')}</p>
          </EmptyState>
        }
      />
      <div class="actions">
        {from > 0 && (
          <ButtonLink href={listPath({ kind, state }, Math.max(0, from - perPage))}>{say('newer')}</ButtonLink>
        )}
        {found.length > perPage && (
          <ButtonLink href={listPath({ kind, state }, from + perPage)}>{say('older')}</ButtonLink>
        )}
      </div>
    </>,
  )
}

function listPath({ kind, state }: { kind: WritingKind | null; state: WritingState | null }, from = 0): string {
  const query = new URLSearchParams({
    ...(kind && { kind }),
    ...(state && { state }),
    ...(from && { from: String(from) }),
  })
  return query.size > 0 ? `/writing?${query}` : '/writing'
}

/** `GET /writing/new`: what shall it be? */
export function showNew(c: Context, { language }: Editing, filled: Filled = { language }): Promise<Response> {
  const say = editingWords(language)
  return page(
    c,
    { title: say('new_writing'), width: 'narrow', status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('new_writing')}</h1>
      <Form filled={filled} action="/writing">
        <TextField filled={filled} name="title" label={say('title')} hint={say('title_new_hint')} maxlength={300} />
        <RadioGroup
          filled={filled}
          name="kind"
          label={say('column_kind')}
          value="post"
          choices={begun.map((one) => ({ value: one, label: say(`kind_${one}`), hint: say(`kind_${one}_hint`) }))}
        />
        <LanguageField filled={filled} label={say('language')} value={language} />
        <div class="actions">
          <Button>{say('begin')}</Button>
          <a href="/writing">{say('not_now')}</a>
        </div>
      </Form>
    </>,
  )
}

/** `POST /writing`: begins one and goes on to it. */
export async function begin(c: Context, editing: Editing): Promise<Response> {
  const { tx, clock, person, language } = editing
  const sent = await readForm(c)
  const title = textOf(sent, 'title')
  const kind = begun.find((one) => one === textOf(sent, 'kind'))
  const written = textOf(sent, 'language')
  if (title === '' || title.length > 300 || !kind || !isLanguage(written)) {
    const say = editingWords(language)
    const problems = {
      ...((title === '' || title.length > 300) && { title: say('title_problem') }),
      ...(!kind && { kind: say('kind_problem') }),
      ...(!isLanguage(written) && { language: say('language_problem') }),
    }
    return showNew(c, editing, { language, typed: sent, problems })
  }
  // a name that was made of an address is nobody's to read
  const byline = kind === 'post' && !person.guessed ? person.name : ''
  const { location } = await once(tx, textOf(sent, 'form_key'), person.id, async () =>
    pathOf({ id: await beginWriting(tx, clock, { kind, title, language: written, byline }) }),
  )
  return c.redirect(location, 303)
}
