import type { Context } from 'hono'
import type { Database } from '../../platform/db/database.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import { forgetPages } from '../../platform/http/security.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import { Check, EmailField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { accountPart } from '../account/account-part.tsx'
import type { AccountSettings } from '../account/account-routes.ts'
import { keepAudit } from '../audit/audit.ts'
import { forget } from '../forgetting/forget.ts'
import { requireFresh } from '../fresh.ts'
import { type Person, requirePerson } from '../people.ts'
import { takeBackCookie } from '../sessions/who-asks.ts'
import { landscapesOfMineAlone } from './closing-queries.ts'
import { closingWords } from './closing-words.ts'

/** Closing one's account for good: what goes, what stays, and the address typed out, so that no slip of a finger does it. */
export function closingPages({ db, clock }: AccountSettings) {
  return {
    async show(c: Context) {
      return requireFresh(c) ?? (await closePage(c, db, requirePerson(c), { language: languageOf(c) }))
    },

    async close(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const [person, language] = [requirePerson(c), languageOf(c)]
      const words = closingWords(language)
      const sent = await readForm(c)
      if (textOf(sent, 'email').toLowerCase() !== person.email) {
        const problems = { email: words('type_problem', { email: person.email }) }
        return closePage(c, db, person, { language, typed: sent, problems })
      }
      const gone = await db.as({ kind: 'person', id: person.id }, async (tx) => {
        const outcome = await forget(tx, clock, { how: 'erase', mayStayLocked: textOf(sent, 'locked') === 'yes' })
        if (outcome.kind === 'gone') await keepAudit(tx, { what: 'account-closed', aboutId: person.id })
        return outcome
      })
      if (gone.kind === 'refused') {
        const problem: Record<string, string> =
          gone.reason === 'locked' ? { locked: words('locked') } : { '': words('last_steward') }
        return closePage(c, db, person, { language, typed: sent, problems: problem })
      }
      takeBackCookie(c)
      forgetPages(c)
      return closedPage(c)
    },
  }
}

async function closePage(c: Context, db: Database, person: Person, filled: Filled) {
  const words = closingWords(filled.language)
  const alone = await db.as({ kind: 'person', id: person.id }, landscapesOfMineAlone)
  return accountPart(
    c,
    filled,
    { title: words('title') },
    <>
      <section class="stack-small">
        <h2>{words('goes_title')}</h2>
        <p>{words('goes')}</p>
        {alone.length > 0 && (
          <p>
            <strong>{words('alone', { n: alone.length, names: writeList(filled.language, alone) })}</strong>
          </p>
        )}
        <h2>{words('stays_title')}</h2>
        <p>{words('stays')}</p>
        <p>
          <strong>{words('no_way_back')}</strong>
        </p>
      </section>
      <Form filled={filled} action="/account/close">
        <EmailField filled={filled} name="email" label={words('type', { email: person.email })} />
        {filled.problems?.locked && <Check filled={filled} name="locked" label={words('stay_locked')} optional />}
        <div class="actions">
          <Button kind="danger">{words('button')}</Button>
        </div>
      </Form>
    </>,
  )
}

function closedPage(c: Context) {
  const words = closingWords(languageOf(c))
  return shortPage(c, { title: words('closed_title'), lead: words('closed') })
}
