import type { Context } from 'hono'
import { languageOf } from '../platform/http/request.ts'
import { Icon } from './icon.tsx'
import { uiWords } from './ui-words.ts'

/** Something to read that belongs to a screen. */
export interface ToRead {
  href: string
  title: string
  /** that it is written in */
  language: string
}

/** What there is to read about a screen, by its name; null when there is nothing. */
export type FindReading = (screen: string) => Promise<ToRead | null>

const key = 'ecotone.readings'

/** Says for this request where the pages find what to read; without it they offer nothing. */
export function offerReadings(c: Context, find: FindReading): void {
  c.set(key, find)
}

/** The quiet line at the end of a page: what to read about it. */
export async function ReadLine({ c, screen }: { c: Context; screen: string }) {
  const found = await (c.get(key) as FindReading | undefined)?.(screen)
  if (!found) return null
  const say = uiWords(languageOf(c))
  return (
    <p class="read-line">
      <Icon name="book-open" size={16} />
      <span>
        {say('read')}{' '}
        <a href={found.href} lang={found.language}>
          {found.title}
        </a>
      </span>
    </p>
  )
}
