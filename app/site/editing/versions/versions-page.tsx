import type { Context } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { writeMoment } from '../../../platform/i18n/numbers.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Select } from '../../../ui/fields.tsx'
import { Button, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { EmptyState } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { type EditingOne, pathOf, zoneToTell } from '../editing.ts'
import type { Written } from '../editing-queries.ts'
import { editingWords } from '../editing-words.ts'
import { namesOfEditors } from '../open-queries.ts'
import { goBackTo } from '../save-writing.ts'
import { Compared } from './compared.tsx'
import { type ListedVersion, versionOf, versionsOf } from './versions-queries.ts'

/** `GET /writing/:writing/versions`: what was kept, by whom and why; compared with each other, read, and gone back to. */
export async function showVersions(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, language, writing } = editing
  const say = editingWords(language)
  const versions = await versionsOf(tx, writing.id)
  const names = await namesOfEditors(
    tx,
    versions.map(({ keptBy }) => keptBy),
  )
  return page(
    c,
    { title: say('versions'), width: 'plain', styles: ['editing.css'] },
    <>
      <Back {...editing} />
      <h1>{say('versions_of', { title: writing.draft.title || say('untitled') })}</h1>
      {versions.length === 0 && (
        <EmptyState title={say('versions_none')} icon="layers">
          <p>{say('versions_none_text')}</p>
        </EmptyState>
      )}
      {versions.length > 0 && (writing.isChanged || versions.length > 1) && (
        <CompareForm editing={editing} versions={versions} />
      )}
      <ol class="plain-list versions">
        {versions.map((version) => (
          <Line editing={editing} version={version} name={names.get(version.keptBy ?? '') ?? say('somebody')} />
        ))}
      </ol>
    </>,
  )
}

function Back({ language, writing }: EditingOne) {
  return (
    <a class="back" href={pathOf(writing)}>
      <Icon name="arrow-left" /> {editingWords(language)('back_to_words')}
    </a>
  )
}

function Line({ editing, version, name }: { editing: EditingOne; version: ListedVersion; name: string }) {
  const { language, writing } = editing
  const { number, keptAt, note } = version
  const say = editingWords(language)
  const zone = zoneToTell(editing)
  return (
    <li class="version" id={`version-${number}`}>
      <div class="stack-small">
        <h2>
          {say('version_n', { n: number })}{' '}
          {writing.state === 'shown' && writing.shownVersion === number && (
            <Chip icon="circle-check" tone="tent">
              {say('readers_have_it')}
            </Chip>
          )}
        </h2>
        <p class="ui muted">{say('version_kept', { moment: writeMoment(language, keptAt, zone), zone, name })}</p>
        {note && <p>{note}</p>}
      </div>
      <div class="actions">
        <a href={`${pathOf(writing, 'preview')}?version=${number}`} aria-label={say('read_version', { n: number })}>
          {say('read_it')}
        </a>
        <Form
          filled={{ language }}
          action={pathOf(writing, 'versions', String(number), 'restoring')}
          class="version-back"
        >
          <Button kind="quiet">{say('restore_version', { n: number })}</Button>
        </Form>
      </div>
    </li>
  )
}

function CompareForm({ editing, versions }: { editing: EditingOne; versions: ListedVersion[] }) {
  const { language, writing } = editing
  const say = editingWords(language)
  const filled = { language }
  const choices = [
    ...(writing.isChanged ? [{ value: 'draft', label: say('the_draft') }] : []),
    ...versions.map(({ number }) => ({ value: String(number), label: say('version_n', { n: number }) })),
  ]
  return (
    <form class="card compare-form" method="get" action={pathOf(writing, 'versions', 'compare')}>
      <h2>{say('compare')}</h2>
      <div class="compare-fields">
        <Select filled={filled} name="from" label={say('compare_from')} choices={choices} value={choices[1]!.value} />
        <Select filled={filled} name="to" label={say('compare_to')} choices={choices} value={choices[0]!.value} />
        <Button kind="plain">{say('compare')}</Button>
      </div>
    </form>
  )
}

/** `GET /writing/:writing/versions/compare?from=1&to=2`: in what two of them differ. */
export async function showCompared(c: Context, editing: EditingOne): Promise<Response> {
  const { language, writing } = editing
  const say = editingWords(language)
  const [from, to] = [c.req.query('from') ?? '', c.req.query('to') ?? 'draft']
  const [older, newer] = [await written(editing, from), await written(editing, to)]
  const nameOf = (which: string) =>
    which === 'draft' ? say('compared_draft') : say('compared_version', { n: Number(which) })
  return page(
    c,
    { title: say('compare'), width: 'plain', styles: ['editing.css'] },
    <>
      <Back {...editing} />
      <h1>{say('compared', { from: nameOf(from), to: nameOf(to) })}</h1>
      <p class="compared-key">
        <del>{say('removed')}</del> <ins>{say('added')}</ins>
      </p>
      <Compared language={language} older={older} newer={newer} lang={writing.language} isUnderTitle />
      <p>
        <a href={pathOf(writing, 'versions')}>{say('all_versions')}</a>
      </p>
    </>,
  )
}

/** What a version says, or the draft; nothing is here for a number that was never given. */
async function written({ tx, writing }: EditingOne, which: string): Promise<Written> {
  if (which === 'draft') return writing.draft
  const found = /^\d{1,9}$/.test(which) ? await versionOf(tx, writing.id, Number(which)) : null
  if (!found) throw notFound()
  return found
}

/** `POST /writing/:writing/versions/:version/restoring`: the draft says what that version said. Readers see no change by it. */
export async function restore(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, person, language, writing } = editing
  const sent = await readForm(c)
  const number = c.req.param('version') ?? ''
  if (number === 'draft') throw notFound()
  const version = await written(editing, number)
  const note = editingWords(language)('note_before_restoring', { n: Number(number) })
  const { location } = await once(tx, textOf(sent, 'form_key'), person.id, async () => {
    await goBackTo(tx, clock, writing, version, note)
    return `${pathOf(writing)}?done=restored`
  })
  return c.redirect(location, 303)
}

/** `GET /writing/:writing/preview?version=3` and the like need what is to be read. */
export function wordsToRead(editing: EditingOne, version: string | undefined): Promise<Written> {
  return written(editing, version || 'draft')
}
