import type { Handler } from 'hono'
import { raw } from 'hono/html'
import { languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { findShown } from '../writing/writing-queries.ts'
import { handbookWords } from './handbook-words.ts'
import { type BookPlace, drawnWords, forAnybody, type Reading, reading } from './reading.tsx'

/** One page to print, which stands by itself: a card, a checklist, a sheet. Its boxes can be ticked; nothing keeps what is. */
export function cardPage(place: BookPlace): Handler {
  return reading(
    place,
    (tx, c) => findShown(tx, 'card', c.req.param('slug') ?? ''),
    (slug) => `/handbook/cards/${slug}`,
    drawCard,
  )
}

function drawCard({ c, book, writing, blocks }: Reading): Promise<Response> {
  const say = handbookWords(languageOf(c))
  const chapter = book.chapters.find(({ card }) => card === writing.slug)
  return page(
    c,
    {
      title: writing.title,
      description: chapter?.summary ?? '',
      width: 'plain',
      ...forAnybody,
      preview: { path: `/handbook/cards/${writing.slug}`, kind: 'article', language: writing.language },
    },
    <>
      <p class="not-printed">
        <a class="back" href={chapter ? `/handbook/${chapter.slug}` : '/handbook'}>
          <Icon name="arrow-left" />
          {chapter ? say('card_back', { title: chapter.title }) : say('to_contents')}
        </a>
      </p>
      <article class="sheet" lang={writing.language}>
        <h1>{writing.title}</h1>
        <div class="words">{raw(drawnWords({ book, writing, blocks }).html)}</div>
        <p class="sheet-foot">
          {book.front?.title ?? say('handbook')}
          {chapter?.position !== null && chapter && ` · ${chapter.position}`}
        </p>
      </article>
      <p class="caption not-printed">{say('card_print')}</p>
    </>,
  )
}
