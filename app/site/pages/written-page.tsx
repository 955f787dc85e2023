import type { Handler } from 'hono'
import { raw } from 'hono/html'
import { notFound } from '../../platform/http/http.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { languageIn } from '../../platform/i18n/language.ts'
import { page } from '../../ui/page.tsx'
import { blocksOf } from '../blocks/blocks-of.ts'
import type { SitePlace } from '../for-editors.ts'
import { setLine } from '../writing/set-quotes.ts'
import { findShown } from '../writing/writing-queries.ts'
import { drawPageWords } from './draw-page-words.ts'
import { pageWords } from './page-words.ts'

/** The pages that are nothing but their writing. */
export const writtenPages = ['about', 'privacy'] as const

/** A page that is nothing but its writing, such as `GET /about`. */
export function writtenPage({ db, clock }: SitePlace, slug: string): Handler {
  return async (c) => {
    const { found, blocks } = await db.as({ kind: 'nobody' }, async (tx) => {
      const found = await findShown(tx, 'page', slug)
      const texts = found.kind === 'shown' ? [found.writing.words] : []
      return { found, blocks: await blocksOf(tx, { texts, now: clock.now(), theme: factsOf(c).theme }) }
    })
    if (found.kind === 'moved') return c.redirect(`/${found.slug}`, 301)
    if (found.kind !== 'shown') throw notFound()
    const { title, summary, language, words, changedAt } = found.writing
    const say = pageWords(languageOf(c))
    return page(
      c,
      {
        title,
        description: summary,
        width: 'reading',
        styles: ['words.css', 'written.css'],
        isPublic: true,
        keptSeconds: 600,
        preview: { path: `/${slug}`, kind: 'website', language },
      },
      <article class="written">
        <div lang={language}>
          <h1 class="display">{setLine(title, language)}</h1>
          <p class="lead">{setLine(summary, language)}</p>
          <div class="words">{raw(drawPageWords(words, language, { blocks }))}</div>
        </div>
        <p class="caption">
          {say('changed', { day: changedAt })}
          {language !== languageOf(c) && ` · ${say('written_in', { language: languageIn(languageOf(c), language) })}`}
        </p>
      </article>,
    )
  }
}
