import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import type { SitePlace } from '../for-editors.ts'
import { type BookPicture, bookPictures } from '../pictures/book-pictures.ts'
import { SupporterLogo } from './supporter-logo.tsx'
import { listSupporters } from './supporter-queries.ts'
import { supporterWords } from './supporter-words.ts'
import { logosOf, type Supporter } from './supporters.ts'

/** `GET /supporters`: who gives, and what that does not buy. */
export function supportersPage({ db }: SitePlace): Handler {
  return async (c) => {
    const say = supporterWords(languageOf(c))
    const { supporters, logos } = await db.as({ kind: 'nobody' }, async (tx) => {
      const supporters = await listSupporters(tx)
      return { supporters, logos: await bookPictures(tx, [], logosOf(supporters)) }
    })
    return page(
      c,
      {
        title: say('title'),
        description: say('lead'),
        width: 'reading',
        styles: ['supporters.css'],
        isPublic: true,
        keptSeconds: 600,
        preview: { path: '/supporters', kind: 'website' },
      },
      <div class="stack">
        <h1 class="display">{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        {supporters.length === 0 ? (
          <EmptyState title={say('none')} icon="hand-helping">
            <p>{say('none_text')}</p>
          </EmptyState>
        ) : (
          <ul class="supporters">
            {supporters.map((one) => (
              <li>
                <Credit supporter={one} pictures={logos} />
              </li>
            ))}
          </ul>
        )}
      </div>,
    )
  }
}

interface CreditProps {
  supporter: Supporter
  pictures: ReadonlyMap<string, BookPicture>
}

function Credit({ supporter, pictures }: CreditProps) {
  const { name, url, gives, grantId, ror } = supporter
  return (
    <>
      <SupporterLogo supporter={supporter} pictures={pictures} />
      <h2>
        {url ? (
          <a href={url} rel="noopener">
            {name}
          </a>
        ) : (
          name
        )}
      </h2>
      {gives && <p class="reading">{gives}</p>}
      {(grantId || ror) && (
        <p class="caption">
          {grantId}
          {grantId && ror && ' · '}
          {ror && (
            <a href={ror} rel="noopener">
              ROR {ror.slice('https://ror.org/'.length)}
            </a>
          )}
        </p>
      )}
    </>
  )
}
