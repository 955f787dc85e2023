import type { Context, Handler } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { TextArea } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { type Place, pathIn, type Visit, visiting } from '../../visit.tsx'
import { deviceWords } from '../device/device-words.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnIds, drawnLandscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { addPeople } from './add-people.ts'
import { mostPeople, type PastedPeople, readPeopleLines } from './read-people-lines.ts'
import { sketchWords } from './sketch-words.ts'
import { LaterLink, StepFrame, stepInside } from './step-frame.tsx'

/** `GET /landscapes/:slug/sketch/people` */
export function peopleStep(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    return peoplePage(c, visit, await drawnLandscape(visit.tx, visit.landscape), { language: languageOf(c) }, null)
  })
}

/** `POST /landscapes/:slug/sketch/people`: looks first (`do=look`), adds when asked to (`do=add`). */
export function addPeopleHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayDraw(visit.landscape)) throw forbidden()
    const sent = await readForm(c)
    const read = readPeopleLines(textOf(sent, 'people'))
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const problem = problemOf(c, read)
    if (problem || textOf(sent, 'do') !== 'add') {
      const problems = problem ? { people: problem } : undefined
      return peoplePage(c, visit, drawn, { language: languageOf(c), typed: sent, problems }, read)
    }
    const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, async () => {
      const ids = await groupIds(visit, drawn)
      await addPeople(visit.tx, place.clock, visit.landscape, read.people, ids)
      const [first] = drawn.boundaries
      return first
        ? pathIn(visit.landscape, 'sketch', 'boundary', first.id, 'groups')
        : pathIn(visit.landscape, 'sketch', 'boundary')
    })
    return c.redirect(outcome.location, 303)
  })
}

async function groupIds(visit: Visit, drawn: DrawnLandscape): Promise<{ id: string; name: string }[]> {
  const ids = await drawnIds(visit.tx, visit.landscape)
  return drawn.practices.map(({ id, name }) => ({ id: ids.practice.get(id)!, name }))
}

function problemOf(c: Context, read: PastedPeople): string | null {
  const say = sketchWords(languageOf(c))
  if (read.people.length === 0) return say('people_none')
  // as many lines that say nobody would make a page of their own that no browser shows
  const lines = read.people.length + read.notUnderstood.length
  if (lines > mostPeople) return say('people_too_many', { n: lines, most: mostPeople })
  return null
}

function peoplePage(
  c: Context,
  visit: Visit,
  drawn: DrawnLandscape,
  filled: Filled,
  read: PastedPeople | null,
): Promise<Response> {
  const say = sketchWords(filled.language)
  const understood = read !== null && filled.problems === undefined
  return stepInside(
    c,
    visit,
    { title: say('people_title'), status: filled.problems ? 422 : 200 },
    <StepFrame c={c} landscape={visit.landscape} n={2} title={say('people_title')}>
      {drawn.people.length > 0 && (
        <p>
          {say('people_known', { people: drawn.people.length, groups: drawn.practices.length })}{' '}
          <a href={pathIn(visit.landscape, 'sketch', 'boundary')}>{say('people_enough')}</a>
        </p>
      )}
      {drawn.people.length === 0 && drawn.practices.length > 0 && (
        <div class="well stack-small">
          <p>{deviceWords(filled.language)('groups_to_fill')}</p>
          <ul>
            {drawn.practices.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </div>
      )}
      {read && <Understood language={filled.language} read={read} />}
      <Form filled={filled} action={pathIn(visit.landscape, 'sketch', 'people')}>
        <TextArea
          filled={filled}
          name="people"
          label={say('people_field')}
          hint={say('people_hint')}
          rows={understood ? 8 : 12}
          maxlength={30_000}
        />
        <p class="actions">
          {understood && (
            <Button name="do" value="add">
              {say('people_add')}
            </Button>
          )}
          <Button kind={understood ? 'plain' : 'primary'} name="do" value="look">
            {say('people_look')}
          </Button>
          <LaterLink c={c} visit={visit} />
        </p>
      </Form>
    </StepFrame>,
  )
}

function Understood({ language, read }: { language: Filled['language']; read: PastedPeople }) {
  const say = sketchWords(language)
  const groups = Map.groupBy(read.people, ({ group }) => group ?? say('no_group'))
  return (
    <section class="stack-small" id="understood">
      {read.people.length > 0 && (
        <Message language={language} kind="done">
          <strong>{say('people_understood', { people: read.people.length, groups: read.groups.length })}</strong>
          <ul class="understood">
            {[...groups].map(([group, people]) => (
              <li>
                <strong>{group}</strong> {people.map(({ label }) => label).join(' · ')}
              </li>
            ))}
          </ul>
        </Message>
      )}
      {read.notUnderstood.length > 0 && (
        <Message language={language} kind="problem">
          <ul>
            {read.notUnderstood.map(({ line, text, why }) => (
              <li>{say('not_understood', { line, text: text.slice(0, 60), why: why.replaceAll('-', '') })}</li>
            ))}
          </ul>
        </Message>
      )}
    </section>
  )
}
