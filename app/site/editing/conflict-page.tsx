import type { Context } from 'hono'
import { Button, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { type EditingOne, pathOf } from './editing.ts'
import { findEdited, type Written } from './editing-queries.ts'
import { editingWords } from './editing-words.ts'
import { namesOfEditors } from './open-queries.ts'
import { keepBoth } from './save-writing.ts'
import { Compared } from './versions/compared.tsx'
import { Head } from './writing-page.tsx'

/**
 * Two wrote at the same time. Both are kept as versions before anything is asked; then the page shows in what they differ, and one goes on with
 * either, or with both put together by hand.
 */
export async function conflictPage(c: Context, editing: EditingOne, mine: Written): Promise<Response> {
  const { tx, clock, language, writing } = editing
  const say = editingWords(language)
  const kept = await keepBoth(tx, clock, writing, mine, say('note_same_time'))
  const now = (await findEdited(tx, writing.id))!
  const names = await namesOfEditors(tx, [now.draft.savedBy])
  const name = names.get(now.draft.savedBy ?? '') ?? say('somebody')
  return page(
    c,
    { title: say('conflict_title'), width: 'plain', status: 409, styles: ['editing.css'] },
    <>
      <Head {...editing} writing={now} />
      <Message language={language} kind="problem">
        {say('conflict_text', { name, theirs: kept.theirs, mine: kept.mine })}
      </Message>
      <section class="stack-small">
        <h2>{say('conflict_differs')}</h2>
        <p class="muted">{say('conflict_how', { name })}</p>
        <Compared language={language} older={now.draft} newer={mine} lang={writing.language} />
      </section>
      <Form filled={{ language }} action={pathOf(writing, 'draft')}>
        <input type="hidden" name="round" value={String(now.draft.round)} />
        <input type="hidden" name="title" value={mine.title} />
        <input type="hidden" name="summary" value={mine.summary} />
        <details class="fold">
          <summary id="theirs">{say('conflict_theirs', { name })}</summary>
          <textarea
            class="input input-reading"
            aria-labelledby="theirs"
            rows={Math.min(16, 3 + Math.ceil(now.draft.words.length / 60))}
            lang={writing.language}
            readonly
          >
            {`\n${now.draft.words}`}
          </textarea>
        </details>
        <div class="field">
          <label class="label" for="f-words">
            {say('conflict_mine')}
          </label>
          <textarea class="input input-reading" id="f-words" name="words" rows={16}>
            {`\n${mine.words}`}
          </textarea>
        </div>
        <div class="actions">
          <Button>{say('conflict_save_mine')}</Button>
          <a href={pathOf(writing)}>{say('conflict_take_theirs', { name })}</a>
        </div>
      </Form>
    </>,
  )
}
