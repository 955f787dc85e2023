import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Message } from '../../ui/note.tsx'
import { signedIn } from '../people.ts'
import type { Auth } from '../sessions/auth.ts'
import { liftMailStop, mailStopsOf } from './mail-queries.ts'
import { MailStops } from './mail-stops-section.tsx'
import { mailWords } from './mail-words.ts'

/** The part of the account page about mail, and what its buttons do. */
export function accountMail({ auth, clock }: { auth: Auth; clock: Clock }) {
  return {
    async section(c: Context, personId: string) {
      const language = languageOf(c)
      const stops = await mailStopsOf(auth.kysely, personId, clock.now())
      return (
        <>
          {c.req.query('done') === 'mail' && (
            <Message language={language} kind="done">
              {mailWords(language)('lifted')}
            </Message>
          )}
          <MailStops language={language} stops={stops} action="/account/mail/lift" />
        </>
      )
    },

    async lift(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect('/sign-in?next=/account', 303)
      const id = textOf(await readForm(c), 'stop')
      const lifted = await liftMailStop(auth.kysely, person.id, id)
      return c.redirect(lifted ? '/account?done=mail#mail' : '/account#mail', 303)
    },
  }
}
