import type { Context } from 'hono'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { FileField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { importingWords } from './importing-words.ts'
import type { BroughtCount, KeptImport } from './kept/kept-import-queries.ts'
import type { ComingPost, Preview } from './read-posts.ts'
import { SaidPart } from './said/said-part.tsx'

export async function importForm(c: Context, filled: Filled): Promise<Response> {
  const { language } = filled
  const say = importingWords(language)
  return page(
    c,
    { title: say('title'), width: 'narrow', status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('title')}</h1>
      <p class="reading">{say('lead')}</p>
      <Form filled={filled} action="/writing/import" upload>
        <FileField filled={filled} name="file" label={say('file')} hint={say('file_hint')} accept=".xml,.json" />
        <LanguageField filled={filled} label={say('language')} value={language} />
        <div class="actions">
          <Button>{say('look')}</Button>
          <a href="/writing">{say('back')}</a>
        </div>
      </Form>
    </>,
  )
}

/** What would come, and what would not and why, before anything is written. */
export async function previewPage(
  c: Context,
  { language, preview, kept }: { language: Language; preview: Preview; kept: KeptImport },
): Promise<Response> {
  const say = importingWords(language)
  const { coming, leftOut, said } = preview
  return page(
    c,
    { title: say('preview_title'), width: 'wide', styles: ['importing.css'] },
    <>
      <header class="stack-small">
        <p class="card-kind">{say(`from_${preview.from}`)}</p>
        <h1>{say('coming', { n: coming.length })}</h1>
      </header>
      {kept.state === 'stopped' && (
        <Message language={language} kind="note">
          {say('was_stopped')}
        </Message>
      )}
      {kept.state === 'failed' && (
        <Message language={language} kind="problem">
          {say('was_failed')}
        </Message>
      )}
      <Form filled={{ language }} action="/writing/import/bringing">
        <input type="hidden" name="look" value={kept.id} />
        <div class="actions">
          {coming.length + said.coming > 0 && (
            <Button>
              {coming.length > 0 ? say('bring', { n: coming.length }) : say('bring_said', { n: said.coming })}
            </Button>
          )}
          <a href="/writing">{say('not')}</a>
        </div>
      </Form>
      {coming.length > 0 && (
        <Table
          language={language}
          caption={say('preview_title')}
          rowsOnPhone
          columns={(['title', 'state', 'day', 'notes'] as const).map((one) => ({ label: say(`column_${one}`) }))}
          rows={coming.map(({ writing, ...post }) => [
            writing.title,
            say(`state_${writing.state}`),
            writing.shownAt ? writeDay(language, writing.shownAt) : '–',
            <Notes language={language} post={post} />,
          ])}
        />
      )}
      <SaidPart language={language} preview={preview} />
      {leftOut.length > 0 && (
        <Table
          language={language}
          caption={say('leaving', { n: leftOut.length })}
          rowsOnPhone
          columns={[{ label: say('column_title') }, { label: say('column_why') }]}
          rows={leftOut.map(({ title, reason }) => [title || say('untitled'), say(`why_${reason}`)])}
        />
      )}
    </>,
  )
}

function Notes({ language, post }: { language: Language; post: Omit<ComingPost, 'writing'> }) {
  const say = importingWords(language)
  const { pictures, leftOut, said, closed } = post
  const stays = leftOut.map(([kind, times]) => (times > 1 ? `${kind} × ${times}` : kind)).join(', ')
  const ofSaid = [
    ...(said.coming.length > 0 ? [say('said_to_it', { n: said.coming.length })] : []),
    ...said.tooLong.map(({ signed, at }) => say('said_long', { name: signed, day: writeDay(language, at) })),
    ...(closed ? [say('said_closed')] : []),
  ]
  if (pictures.length + ofSaid.length === 0 && !stays) return <>–</>
  return (
    <div class="import-notes">
      {ofSaid.map((line) => (
        <p>{line}</p>
      ))}
      {stays && <p>{say('stays', { what: stays })}</p>}
      {pictures.length > 0 && (
        <details>
          <summary>{say('pictures', { n: pictures.length })}</summary>
          <ul>
            {pictures.map((address) => (
              <li>{address}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

export async function brought(
  c: Context,
  language: Language,
  { came, stood, said = 0 }: BroughtCount,
): Promise<Response> {
  const say = importingWords(language)
  return page(
    c,
    { title: say('brought_title'), width: 'narrow' },
    <>
      <h1>{say('brought_title')}</h1>
      <Message language={language} kind="done">
        {(came > 0 || said === 0) && say('brought', { n: came })} {stood > 0 && say('standing', { n: stood })}{' '}
        {said > 0 && say('brought_said', { n: said })}
      </Message>
      <p>
        <ButtonLink href="/writing?kind=post" kind="primary">
          {say('to_list')}
        </ButtonLink>
      </p>
    </>,
  )
}
