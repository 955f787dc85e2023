import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { Button } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { BackLink } from '../back-link.tsx'
import type { HeldIn } from './held-queries.ts'
import { heldPath } from './held-visit.ts'
import { heldWords } from './held-words.ts'

/** With an account: every landscape that holds something about somebody. */
export function ListPage(c: Context, landscapes: readonly HeldIn[]): Promise<Response> {
  const say = heldWords(languageOf(c))
  return page(
    c,
    { title: say('title'), width: 'narrow', styles: ['held.css'] },
    <>
      <BackLink href="/account">{say('list_account')}</BackLink>
      <h1>{say('title')}</h1>
      <p class="lead">{say(landscapes.length === 0 ? 'list_none' : 'list_lead')}</p>
      <ul class="plain-list stack-small">
        {landscapes.map((one) => (
          <li>
            <a class="card card-link held-choice" href={heldPath(one)}>
              {one.name} <Icon name="arrow-right" size={20} />
            </a>
          </li>
        ))}
      </ul>
      {landscapes.length === 0 && (
        <>
          <p>{say('list_card')}</p>
          <form class="actions" method="post" action="/sign-out">
            <Button kind="plain">{say('sign_out')}</Button>
          </form>
        </>
      )}
    </>,
  )
}
