import type { Language } from '../../../platform/i18n/language.ts'
import { pathIn } from '../../visit.tsx'
import { newsWords } from './news-words.ts'

/**
 * Says that others changed something since the page was made, and shows it when asked. Stays out of sight until then, and for good
 * where there is no JavaScript.
 */
export function NewsView({
  language,
  landscape,
  places,
}: {
  language: Language
  landscape: { slug: string; version: number }
  /** the sign of where everything lies */
  places: string
}) {
  const say = newsWords(language)
  return (
    <landscape-news
      class="landscape-news"
      role="status"
      hidden
      data-stream={pathIn(landscape, 'landscape', 'news')}
      data-version={String(landscape.version)}
      data-places={places}
      data-moved={say('moved')}
      data-one={say('one')}
      data-other={say('other')}
      data-gone={say('gone')}
    >
      <p>
        <span class="landscape-news-words" />
        <button class="button button-plain" type="button">
          {say('show')}
        </button>
      </p>
    </landscape-news>
  )
}
