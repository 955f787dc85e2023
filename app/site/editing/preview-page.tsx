import type { Context } from 'hono'
import { raw } from 'hono/html'
import { factsOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { blocksOf } from '../blocks/blocks-of.ts'
import { siteLinks } from '../site-links.ts'
import { drawWords } from '../writing/draw-words.ts'
import { readWords } from '../writing/read-words.ts'
import { excerptOf } from '../writing/writing.ts'
import { type EditingOne, pathOf, zoneToTell } from './editing.ts'
import { editingWords } from './editing-words.ts'
import { wordsToRead } from './versions/versions-page.tsx'

/** `GET /writing/:writing/preview`: the draft, or a version, as readers will have it before them. */
export async function showPreview(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, language, writing } = editing
  const say = editingWords(language)
  const version = c.req.query('version')
  const { title, summary, words } = await wordsToRead(editing, version)
  const said = editingWords(writing.language)
  const blocks = await blocksOf(tx, { texts: [words], now: clock.now(), theme: factsOf(c).theme })
  const html = drawWords(readWords(excerptOf(words).whole), {
    prefix: 'w-',
    link: siteLinks(),
    picture: blocks.picture,
    dates: (asked) => blocks.dates(asked, writing.language),
    says: {
      callout: (kind) => said(`callout_${kind}`),
      footnotes: said('footnotes'),
      back: said('footnote_back'),
      quotes: writing.language,
      table: said('sign_table'),
    },
  })
  return page(
    c,
    {
      title: say('preview_of', { title: title || say('untitled') }),
      width: 'reading',
      styles: ['editing.css', 'words.css'],
    },
    <div class="stack">
      <Message language={language} kind="note">
        {version ? say('preview_version', { n: Number(version) }) : say('preview_note')}
      </Message>
      <div class="actions">
        <ButtonLink href={pathOf(writing)}>{say('back_to_words')}</ButtonLink>
        <ButtonLink href={pathOf(writing, 'showing')} kind="primary">
          {say('show_or_schedule')}
        </ButtonLink>
      </div>
      <article class="preview" lang={writing.language}>
        <header class="stack-small">
          <h1 class="display">{title || say('untitled')}</h1>
          {summary && <p class="lead">{summary}</p>}
          {(writing.byline || writing.shownAt) && (
            <p class="muted">
              {[writing.byline, writing.shownAt && writeDay(writing.language, writing.shownAt, zoneToTell(editing))]
                .filter(Boolean)
                .join(' · ')}
            </p>
          )}
        </header>
        <div class="words">{raw(html)}</div>
      </article>
    </div>,
  )
}
