import { Button } from '../../ui/form.tsx'
import type { DrawnLandscape, DrawnPerson } from '../landscape/drawn-landscape.ts'
import { pageWords } from './page-words.ts'
import type { ShownWhatIf } from './what-if-page.tsx'

/** People by group as check boxes; what is found by the words stands open, the rest folded. Works without JavaScript. */
export function PeopleBoxes({ language, drawn, query }: ShownWhatIf) {
  const say = pageWords(language)
  const groups = groupsOf(drawn, query.find)
  const chosen = new Set(query.people)
  const shownPeople = new Set(groups.flatMap(({ people }) => people.map(({ id }) => id)))
  const nameless = drawn.people.filter(({ name }) => name === null).length
  return (
    <>
      <search class="find">
        <label class="label" for="find">
          {say('whatif_find')}
        </label>
        <div class="find-row">
          <input class="input" type="search" id="find" name="find" value={query.find} autocomplete="off" />
          <Button kind="plain">{say('whatif_find_do')}</Button>
        </div>
      </search>
      {groups.length === 0 && <p>{say('whatif_none_found', { words: query.find })}</p>}
      <p class="muted">{say('whatif_chosen', { n: chosen.size })}</p>
      {query.people
        .filter((id) => !shownPeople.has(id))
        .map((id) => (
          <input type="hidden" name="person" value={id} />
        ))}
      {groups.map(({ id, name, people }) => (
        <details class="fold" open={query.find !== '' || people.some((person) => chosen.has(person.id))}>
          <summary>
            {name ?? say('no_practice')} <span class="muted">{people.length}</span>
          </summary>
          <div class="choices boxes">
            {people.map((person) => (
              <div class="choice">
                <input
                  type="checkbox"
                  id={`p-${id}-${person.id}`}
                  name="person"
                  value={person.id}
                  checked={chosen.has(person.id)}
                />
                <label for={`p-${id}-${person.id}`}>{person.name}</label>
              </div>
            ))}
          </div>
        </details>
      ))}
      {nameless > 0 && <p class="caption">{say('n_hidden', { n: nameless })}</p>}
      <p>
        <Button>{say('whatif_show')}</Button>
      </p>
    </>
  )
}

interface Group {
  id: string
  name: string | null
  people: DrawnPerson[]
}

/** Everybody the viewer knows by name, once each, under the first practice they belong to; only those that match the words. */
function groupsOf(drawn: DrawnLandscape, find: string): Group[] {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain(find).split(/\s+/).filter(Boolean)
  const practiceOf = new Map<string, string>()
  for (const { person, practice } of drawn.memberships) if (!practiceOf.has(person)) practiceOf.set(person, practice)
  const groups: Group[] = [
    ...drawn.practices.map(({ id, name }) => ({ id, name, people: [] })),
    { id: '', name: null, people: [] },
  ]
  const byId = new Map(groups.map((group) => [group.id, group]))
  for (const person of drawn.people) {
    if (person.name === null) continue
    const group = byId.get(practiceOf.get(person.id) ?? '')!
    const told = plain(`${person.name} ${group.name ?? ''}`)
    if (words.every((word) => told.includes(word))) group.people.push(person)
  }
  return groups.filter(({ people }) => people.length > 0)
}
