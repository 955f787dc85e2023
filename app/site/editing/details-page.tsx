import type { Context } from 'hono'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { isLanguage } from '../../platform/i18n/language.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { page } from '../../ui/page.tsx'
import { TopicChoice } from '../discussion/topic-choice.tsx'
import { slugFrom } from '../writing/writing.ts'
import { changeDetails } from './change-details.ts'
import { type EditingOne, pathOf } from './editing.ts'
import { type Details, deleteNeverShown } from './editing-queries.ts'
import { editingWords } from './editing-words.ts'

/** `GET /writing/:writing/details`: what of a writing is not in its words. */
export function showDetails(c: Context, editing: EditingOne): Promise<Response> {
  return detailsPage(c, editing, { language: editing.language })
}

async function detailsPage(c: Context, editing: EditingOne, filled: Filled): Promise<Response> {
  const { tx, language, writing } = editing
  const say = editingWords(language)
  return page(
    c,
    { title: say('details'), width: 'narrow', status: filled.problems ? 422 : 200, styles: ['editing.css'] },
    <>
      <a class="back" href={pathOf(writing)}>
        <Icon name="arrow-left" /> {say('back_to_words')}
      </a>
      <div class="stack-small">
        <h1>{say('details_of', { title: writing.draft.title || say('untitled') })}</h1>
        <p class="muted">{say('details_count_at_once')}</p>
      </div>
      <Form filled={filled} action={pathOf(writing, 'details')}>
        {writing.kind !== 'page' && (
          <TextField
            filled={filled}
            name="slug"
            label={say('slug')}
            hint={say('slug_hint')}
            value={writing.slug}
            maxlength={100}
          />
        )}
        <LanguageField filled={filled} label={say('language')} value={writing.language} />
        <TextField
          filled={filled}
          name="byline"
          label={say('byline')}
          hint={say('byline_hint')}
          value={writing.byline}
          maxlength={200}
          optional
        />
        {writing.kind === 'post' && (
          <TextField
            filled={filled}
            name="tags"
            label={say('tags')}
            hint={say('tags_hint')}
            value={writing.tags.join(', ')}
            maxlength={400}
            optional
          />
        )}
        {writing.kind === 'chapter' && <OfTheBook editing={editing} filled={filled} />}
        <div class="actions">
          <Button>{say('save')}</Button>
          <a href={pathOf(writing)}>{say('not_now')}</a>
        </div>
      </Form>
      {writing.kind === 'post' && (await TopicChoice({ tx, id: writing.id, language }))}
    </>,
  )
}

function OfTheBook({ editing: { language, writing }, filled }: { editing: EditingOne; filled: Filled }) {
  const say = editingWords(language)
  return (
    <>
      <TextField
        filled={filled}
        name="part"
        label={say('part')}
        hint={say('part_hint')}
        value={writing.part ?? ''}
        maxlength={100}
        optional
      />
      <TextField
        filled={filled}
        name="position"
        type="number"
        label={say('position')}
        hint={say('position_hint')}
        value={writing.position === null ? '' : String(writing.position)}
        min={1}
        max={9999}
        size="short"
        optional
      />
      <TextField
        filled={filled}
        name="card"
        label={say('card')}
        hint={say('card_hint')}
        value={writing.card ?? ''}
        maxlength={100}
        optional
      />
      <TextField
        filled={filled}
        name="screen"
        label={say('screen')}
        hint={say('screen_hint')}
        value={writing.screen ?? ''}
        maxlength={100}
        optional
      />
    </>
  )
}

/** `POST /writing/:writing/details`: they count at once, and an address that was shown goes on leading here. */
export async function changeDetailsPage(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, language, writing } = editing
  const say = editingWords(language)
  const sent = await readForm(c)
  const again = (problems: Record<string, string>) => detailsPage(c, editing, { language, typed: sent, problems })
  const read = readDetails(sent, editing)
  if ('problems' in read) return again(read.problems)
  const outcome = await changeDetails(tx, writing, read)
  if (outcome.kind === 'slug-taken') return again({ slug: say('slug_taken', { slug: read.slug }) })
  if (outcome.kind === 'slug-reserved') return again({ slug: say('slug_reserved', { slug: read.slug }) })
  if (outcome.kind === 'fixed') return again({ '': say('page_stays') })
  return c.redirect(`${pathOf(writing)}?done=details`, 303)
}

function readDetails(sent: Sent, { language, writing }: EditingOne): Details | { problems: Record<string, string> } {
  const say = editingWords(language)
  const problems: Record<string, string> = {}
  const text = (name: 'byline' | 'part' | 'card' | 'screen', most: number) => {
    const value = textOf(sent, name)
    if (value.length > most) problems[name] = say('too_long', { n: value.length, most })
    return value
  }
  const typed = textOf(sent, 'slug')
  const slug = writing.kind === 'page' && typed === '' ? writing.slug : typed
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 100)
    problems['slug'] = say('slug_problem', { slug: slugFrom(slug) })
  const of = textOf(sent, 'language')
  if (!isLanguage(of)) problems['language'] = say('language_problem')
  const tags = [...new Set(textOf(sent, 'tags').split(',').map(slugFromTag))].filter((one) => one !== '')
  if (tags.length > 20) problems['tags'] = say('tags_problem', { n: tags.length })
  const position = textOf(sent, 'position')
  if (!/^\d{0,4}$/.test(position)) problems['position'] = say('position_problem')
  const byline = text('byline', 200)
  const book = writing.kind === 'chapter'
  const ofBook = {
    part: text('part', 100) || null,
    card: text('card', 100) || null,
    screen: text('screen', 100) || null,
  }
  if (Object.keys(problems).length > 0 || !isLanguage(of)) return { problems }
  const kept = { part: writing.part, position: writing.position, card: writing.card, screen: writing.screen }
  const place = book ? { ...ofBook, position: position === '' ? null : Number(position) } : kept
  return { slug, language: of, byline, tags: writing.kind === 'post' ? tags : writing.tags, ...place }
}

/** A tag stands in an address as well, so it is written as one. */
function slugFromTag(tag: string): string {
  return tag.trim() === '' ? '' : slugFrom(tag)
}

/** `POST /writing/:writing/removal`: throws away what nobody was ever shown. */
export async function remove(c: Context, { tx, writing }: EditingOne): Promise<Response> {
  const gone = await deleteNeverShown(tx, writing.id)
  return c.redirect(gone ? '/writing?done=removed' : pathOf(writing, 'showing'), 303)
}
