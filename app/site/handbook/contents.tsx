import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { headingsOf } from '../writing/draw-words.ts'
import { setLine } from '../writing/set-quotes.ts'
import type { ShownWriting } from '../writing/writing.ts'
import type { Book } from './book.ts'
import { partsOf } from './handbook.ts'
import { handbookWords } from './handbook-words.ts'
import { treeOf } from './kept-trees.ts'

/** The contents of the book beside a page of it, where there is room; `ShortContents` stands for it where there is not. */
export function Contents({ c, book, at }: { c: Context; book: Book; at: ShownWriting }) {
  const say = handbookWords(languageOf(c))
  return (
    <nav class="book-contents" aria-label={say('contents')}>
      <p>
        <a class="contents-link contents-title" href="/handbook" lang={book.front?.language}>
          {book.front?.title ?? say('handbook')}
        </a>
      </p>
      {partsOf(book.chapters).map((part) => (
        <>
          {part.name !== '' && (
            <p class="book-contents-part">
              {say('part', { n: part.number })}: <span lang={part.chapters[0]?.language}>{part.name}</span>
            </p>
          )}
          <ol>
            {part.chapters.map((chapter) => (
              <li value={chapter.position ?? undefined}>
                <a
                  class="contents-link"
                  href={`/handbook/${chapter.slug}`}
                  lang={chapter.language}
                  aria-current={chapter.id === at.id ? 'page' : undefined}
                >
                  {setLine(chapter.title, chapter.language)}
                </a>
                {chapter.id === at.id && <Sections chapter={chapter} />}
              </li>
            ))}
          </ol>
        </>
      ))}
      <p class="book-contents-part">{say('appendix')}</p>
      <Appendix c={c} book={book} at={at} />
    </nav>
  )
}

/** On a phone: the way to the contents of the book, and the sections of this page, folded away. */
export function ShortContents({ c, at }: { c: Context; at: ShownWriting }) {
  const say = handbookWords(languageOf(c))
  return (
    <div class="book-short">
      <a class="button button-plain" href="/handbook">
        <Icon name="book-open" /> {say('contents')}
      </a>
      <details>
        <summary>{say('in_this_chapter')}</summary>
        <Sections chapter={at} />
      </details>
    </div>
  )
}

function Sections({ chapter }: { chapter: ShownWriting }) {
  const headings = headingsOf(treeOf(chapter), '').filter(({ level }) => level === 2)
  if (headings.length === 0) return null
  return (
    <ul lang={chapter.language}>
      {headings.map(({ id, text }) => (
        <li>
          <a class="contents-link contents-section" href={`#${id}`}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Glossary, sources, and the search. */
function Appendix({ c, book, at }: { c: Context; book: Book; at: ShownWriting }) {
  const say = handbookWords(languageOf(c))
  return (
    <ul>
      {(['glossary', 'sources'] as const).map((name) => {
        const one = book[name]
        if (!one) return null
        return (
          <li>
            <a class="contents-link" href={`/handbook/${name}`} aria-current={one.id === at.id ? 'page' : undefined}>
              {say(name)}
            </a>
          </li>
        )
      })}
      <li>
        <a class="contents-link" href="/handbook/search">
          {say('search_do')}
        </a>
      </li>
    </ul>
  )
}
