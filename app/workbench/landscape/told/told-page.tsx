import type { Handler } from 'hono'
import { forbidden } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { Table } from '../../../ui/table.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { peopleLive } from '../landscape.ts'
import { mayConvene, mayDraw } from '../landscape-policy.ts'
import { daysToTell } from './days-to-tell.ts'
import { type NamedPerson, namedByMe } from './told-queries.ts'
import { toldWords } from './told-words.ts'

type Say = ReturnType<typeof toldWords>

/** `GET /landscapes/:slug/told`: whom the viewer named, how long there is to tell them, and what they said when they were told. */
export function toldPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const say = toldWords(languageOf(c))
    const live = peopleLive(visit.landscape.basis)
    const people = live ? await namedByMe(visit.tx, visit.landscape.id) : []
    const written = c.req.query('written')
    return workbenchPage(
      c,
      visit,
      'people',
      { title: say('title'), width: 'wide', reads: 'sketch' },
      <div class="stack">
        <BackLink href={pathIn(visit.landscape, 'people')}>{say('people')}</BackLink>
        <h1>{say('title')}</h1>
        <p class="lead">{say(live ? 'lead' : 'no_need')}</p>
        {written !== undefined && /^\d{1,6}$/.test(written) && (
          <Message language={say.language} kind="done">
            {say('written', { n: Number(written) })}
          </Message>
        )}
        {live && <WriteToAll say={say} visit={visit} people={people} />}
        {live && (
          <Table
            language={say.language}
            rowsOnPhone
            caption={say('caption', { n: people.length })}
            columns={['col_person', 'col_state', 'col_left', 'col_way', 'col_since'].map((key) => ({
              label: say(key as 'col_person'),
            }))}
            rows={people.map((person) => [
              <a href={pathIn(visit.landscape, 'told', person.id)}>{person.name ?? say('nameless')}</a>,
              say('state', {
                state: person.state === 'not yet asked' && person.wasTold ? 'told' : plain(person.state),
              }),
              person.wasTold ? '' : say('days_left', { n: daysToTell(person.namedAt, place.clock.now()) }),
              wayTo(say, person),
              writeDay(say.language, person.namedAt),
            ])}
            empty={<p>{say('nobody')}</p>}
          />
        )}
      </div>,
    )
  })
}

/** One press for all who are due and have an address; whoever has none is given a printed card. */
function WriteToAll({ say, visit, people }: { say: Say; visit: Visit; people: readonly NamedPerson[] }) {
  if (!mayConvene(visit.landscape)) return null
  const due = people.filter(({ wasTold }) => !wasTold)
  const reached = due.filter(({ hasAddress }) => hasAddress).length
  const failed = due.filter((person) => person.failed).length
  if (due.length === 0) return null
  return (
    <section class="well stack-small">
      <h2>{say('write_title')}</h2>
      <p>{say('write_lead', { reached, without: due.length - reached })}</p>
      {failed > 0 && <p>{say('failed_lead', { n: failed })}</p>}
      <div class="actions">
        {reached > 0 && (
          <Form filled={{ language: say.language }} action={pathIn(visit.landscape, 'notices')} class="actions">
            <Button>{say('write_all', { n: reached })}</Button>
          </Form>
        )}
        {due.length > reached && <a href={pathIn(visit.landscape, 'cards')}>{say('cards')}</a>}
      </div>
    </section>
  )
}

function wayTo(say: Say, { wasTold, hasAddress, failed }: NamedPerson): string {
  if (failed) return failed.address ? say('failed_short_at', { address: failed.address }) : say('failed_short')
  if (wasTold || hasAddress === null) return ''
  return say(hasAddress ? 'has_address' : 'no_address')
}

/** ICU choices cannot have spaces in them. */
function plain(state: string): string {
  return state.replaceAll(' ', '_')
}
