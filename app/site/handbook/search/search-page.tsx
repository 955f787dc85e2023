import type { Context, Handler } from 'hono'
import { languageOf } from '../../../platform/http/request.ts'
import { Icon } from '../../../ui/icon.tsx'
import { page } from '../../../ui/page.tsx'
import { readBook } from '../book.ts'
import { handbookWords } from '../handbook-words.ts'
import { type BookPlace, viewerOf } from '../reading.tsx'
import { type FoundWriting, longestQuestion, searchBook } from './search-book.ts'

/** `GET /handbook/search?q=`: where the book speaks of something, by chapter, with the heading and what is said there. */
export function searchPage({ db }: BookPlace): Handler {
  return async (c) => {
    const question = (c.req.query('q') ?? '').trim()
    const found = await db.as(viewerOf(c), async (tx) => searchBook(tx, await readBook(tx), question))
    const say = handbookWords(languageOf(c))
    return page(
      c,
      { title: say('search'), width: 'plain', styles: ['words.css', 'handbook.css'] },
      <>
        <p>
          <a class="back" href="/handbook">
            <Icon name="arrow-left" /> {say('contents')}
          </a>
        </p>
        <h1>{say('search')}</h1>
        <SearchForm c={c} question={question.slice(0, longestQuestion)} />
        {question.length > longestQuestion && <p class="muted">{say('search_long', { n: longestQuestion })}</p>}
        {question !== '' && <Outcome c={c} question={question.slice(0, longestQuestion)} found={found} />}
      </>,
    )
  }
}

/** One field and its button; works from any page. */
export function SearchForm({ c, question }: { c: Context; question: string }) {
  const say = handbookWords(languageOf(c))
  return (
    <search>
      <form class="book-search" method="get" action="/handbook/search">
        <label class="sr" for="search">
          {say('search')}
        </label>
        <input
          id="search"
          type="search"
          name="q"
          value={question}
          maxlength={longestQuestion}
          placeholder={say('search_hint')}
          autocomplete="off"
        />
        <button class="button button-plain" type="submit">
          <Icon name="search" /> {say('search_do')}
        </button>
      </form>
    </search>
  )
}

function Outcome({ c, question, found }: { c: Context; question: string; found: readonly FoundWriting[] }) {
  const say = handbookWords(languageOf(c))
  if (found.length === 0) {
    return (
      <div class="stack-small">
        <p class="lead">{say('search_none', { question })}</p>
        <p>
          {say.rich('search_otherwise', {
            glossary: (text) => <a href="/handbook/glossary">{text}</a>,
            contents: (text) => <a href="/handbook">{text}</a>,
          })}
        </p>
      </div>
    )
  }
  const places = found.reduce((sum, { sections }) => sum + sections.length, 0)
  return (
    <>
      <p class="muted">{say('search_found', { n: places, texts: found.length })}</p>
      {found.map((one) => (
        <Found c={c} one={one} />
      ))}
    </>
  )
}

function Found({ c, one: { writing, href, sections } }: { c: Context; one: FoundWriting }) {
  const say = handbookWords(languageOf(c))
  return (
    <section class="book-found">
      <h2>
        {writing.kind === 'chapter' && writing.position !== null && (
          <span class="caption">{say('chapter_n', { n: writing.position })} </span>
        )}
        {writing.kind === 'card' && <span class="caption">{say('card_of')} </span>}
        <a href={href} lang={writing.language}>
          {writing.title}
        </a>
      </h2>
      <ul class="plain-list" lang={writing.language}>
        {sections.map((section) => (
          <li>
            {section.heading !== null && <a href={section.href}>{section.heading}</a>}
            <p>{section.pieces.map(({ text, found }) => (found ? <mark>{text}</mark> : text))}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
