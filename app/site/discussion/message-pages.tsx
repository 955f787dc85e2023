import type { Language } from '../../platform/i18n/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, type Conversation, pageOf } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'

/** Where a page of what was said to a text stands, counted from 1; the first is the text itself. */
export function pathOfMessages(text: string, page: number): string {
  return page === 1 ? text : `${text}/messages/${page}`
}

/** Where one message stands. `nth`: how many stand before it; null where it is not to be read, which leads to all of them. */
export function pathOfMessage(text: string, { id, nth }: { id: string; nth: number | null }): string {
  return nth === null ? `${text}#messages` : `${pathOfMessages(text, pageOf(nth))}#${anchorOf({ id })}`
}

interface PagesProps {
  conversation: Conversation
  /** the address of the text */
  path: string
  language: Language
}

/** The way to what was said before and after; nothing where all stands on one page. */
export function MessagePages(props: PagesProps) {
  if (props.conversation.pages === 1) return null
  return (
    <nav class="message-pages" aria-label={discussionWords(props.language)('pages')}>
      <Ways {...props} />
    </nav>
  )
}

/** The same once more below the messages, where it is no second landmark. */
export function MessagePagesBelow(props: PagesProps) {
  if (props.conversation.pages === 1) return null
  return (
    <div class="message-pages">
      <Ways {...props} />
    </div>
  )
}

function Ways({ conversation: { page, pages }, path, language }: PagesProps) {
  const say = discussionWords(language)
  const to = (n: number) => `${pathOfMessages(path, n)}#messages`
  return (
    <>
      {page > 1 ? (
        <a href={to(page - 1)} rel="prev">
          <Icon name="arrow-left" size={16} /> {say('pages_earlier')}
        </a>
      ) : (
        <span />
      )}
      <span class="muted">{say('page_of', { n: page, all: pages })}</span>
      {page < pages ? (
        <a href={to(page + 1)} rel="next">
          {say('pages_later')} <Icon name="arrow-right" size={16} />
        </a>
      ) : (
        <span />
      )}
    </>
  )
}
