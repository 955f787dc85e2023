import type { Handler } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { Table } from '../../../ui/table.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { maySteward } from '../landscape-policy.ts'
import { type Naming, namingsOf, tickOff } from './naming-queries.ts'
import { namingWords } from './naming-words.ts'

/** `GET /landscapes/:slug/words-to-read`: where words of others may still name somebody who is gone. Says the places, never the name. */
export function namingsPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!maySteward(visit.landscape)) throw forbidden()
    const language = languageOf(c)
    const say = namingWords(language)
    const found = await namingsOf(visit.tx, visit.landscape.id)
    const action = pathIn(visit.landscape, 'words-to-read')
    return workbenchPage(
      c,
      visit,
      'people',
      { title: say('title'), width: 'wide' },
      <div class="stack">
        <BackLink href={pathIn(visit.landscape, 'people')}>{say('back')}</BackLink>
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <Table
          language={language}
          caption={say('caption', { n: found.length })}
          columns={[{ label: say('col_where') }, { label: say('col_since') }, { label: say('col_done') }]}
          rows={found.map((one) => [
            <a href={whereIs(visit, one)}>{say(`in_${one.what}`, { name: one.name ?? '–' })}</a>,
            writeDay(language, one.foundAt),
            <Form filled={{ language }} action={action} class="">
              <input type="hidden" name="naming" value={one.id} />
              <Button kind="quiet">{say('done')}</Button>
            </Form>,
          ])}
          empty={<p>{say('nothing')}</p>}
        />
      </div>,
    )
  })
}

/** `POST` to the same: one place was read, and changed where that was needed. */
export function tickOffHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!maySteward(visit.landscape)) throw forbidden()
    const sent = await readForm(c)
    const naming = textOf(sent, 'naming')
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      if (!isUuid(naming) || !(await tickOff(visit.tx, visit.landscape.id, naming))) throw notFound()
      return pathIn(visit.landscape, 'words-to-read')
    })
    return c.redirect(outcome.location, 303)
  })
}

/** Where one reads and changes those words. */
function whereIs({ landscape }: Visit, { what, externalId }: Naming): string {
  if (what === 'practice' && externalId) return pathIn(landscape, 'practices', externalId)
  if (what === 'boundary' && externalId) return pathIn(landscape, 'boundaries', externalId)
  if (what === 'space' && externalId) return pathIn(landscape, 'spaces', externalId)
  if (what === 'invitation' && externalId) return pathIn(landscape, 'spaces', externalId, 'invitations')
  if (what === 'journal_entry') return pathIn(landscape, 'opportunities', 'journal')
  if (what === 'seen_opportunity') return pathIn(landscape, 'opportunities')
  if (what === 'change') return pathIn(landscape, 'history')
  return what === 'landscape' ? pathIn(landscape) : pathIn(landscape, 'landscape')
}
