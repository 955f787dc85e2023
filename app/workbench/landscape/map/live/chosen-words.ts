import type { Language } from '../../../../platform/i18n/language.ts'
import { textOfPeople } from './chosen-address.ts'
import { chosenList, listedPeople } from './chosen-list.ts'
import type { Action, Told } from './chosen-panel.ts'
import { livingWords } from './living-words.ts'
import { countsOf } from './selection.ts'
import type { SentFeature, SentMap } from './sent-map.ts'

/** More people than this are not asked about together. */
const MOST_ASKED = 60
/** A page of the table of people has so many rows; further on nobody would see that they are ticked. */
const MOST_TICKED = 100

/** What can be done on the map with what was chosen. */
export interface Doing {
  chooseHill(hill: number): void
  chooseAround(person: number): void
  choosePerson(person: number): void
  /** Rings somebody on the map, where the eye may be elsewhere. */
  point(person: number): void
  /** the address of the page, with how one looks */
  page(): URL
}

/** What the panel says of a feature: its sentence, and where more of it stands. */
export function featureTold({ head }: SentMap, feature: SentFeature, doing: Doing): Told {
  const say = livingWords(head.language as Language)
  const actions: Action[] = [{ label: say('read'), href: feature.href }]
  const hill = feature.kind === 'hill' ? head.hills.findIndex(({ id }) => id === feature.id) : -1
  if (hill >= 0) actions.push({ label: say('hill_people'), act: () => doing.chooseHill(hill) })
  return { title: feature.label, sentence: feature.sentence, actions }
}

/** What the panel says of people: of one where they are at home and nothing that could be compared (rule E9), of several how many and how they are tied. */
export function peopleTold(map: SentMap, chosen: readonly number[], doing: Doing): Told {
  const { head, people } = map
  const say = livingWords(head.language as Language)
  const [only] = chosen
  if (only === undefined) return { title: say('lasso'), sentence: say('nobody'), actions: [] }
  const ask = [...askingActions(map, chosen), ...tableAction(map, chosen, doing)]
  if (chosen.length === 1) {
    const href = personPage(head, only)
    const hill = head.hills[people.hill[only]! - 1]?.name ?? 'none'
    return {
      title: head.names?.[only] || say('not_asked'),
      sentence: say('on_hill', { hill }),
      actions: [
        ...(href === null ? [] : [{ label: say('read'), href }]),
        { label: say('around'), act: () => doing.chooseAround(only) },
        ...ask,
      ],
    }
  }
  const counts = countsOf(map, chosen)
  // where nobody's own side may be told, no count among a few is
  const boundary = head.boundary?.aggregate ? 'none' : (head.boundary?.name ?? 'none')
  const tied = say('among', { ...counts, boundary })
  const sentence = chosen.length > MOST_ASKED ? `${tied} ${say('too_many', { most: MOST_ASKED })}` : tied
  const told = { title: say('selected', counts), sentence, actions: ask }
  return head.names === null ? told : { ...told, list: () => chosenList(listedPeople(map, chosen), say, doing) }
}

/** What the panel says of one tie: who knows whom, whether it crosses, and where each of them is told of. */
export function tieTold(map: SentMap, tie: number): Told {
  const { head, ties } = map
  const say = livingWords(head.language as Language)
  const both = [ties.from[tie]!, ties.to[tie]!]
  const [one, other] = both.map((person) => head.names?.[person] || say('not_asked')) as [string, string]
  const crosses = ties.bridge[tie]! > 0 && head.boundary !== null ? head.boundary.name : 'none'
  const pages = both.flatMap((person, nth) => {
    const href = personPage(head, person)
    return href === null ? [] : [{ label: say('read_of', { name: nth === 0 ? one : other }), href }]
  })
  const actions = [...pages, ...askingActions(map, both)]
  return { title: say('tie', { one, other }), sentence: say('tie_known', { boundary: crosses }), actions }
}

/** Where more is told of somebody; nothing where people are too many to be sent by name. */
function personPage({ ids, places }: SentMap['head'], person: number): string | null {
  return ids === null ? null : `${places.people}/${encodeURIComponent(ids[person]!)}`
}

function askingActions({ head }: SentMap, chosen: readonly number[]): Action[] {
  const { ids, places } = head
  if (ids === null || chosen.length < 2 || chosen.length > MOST_ASKED) return []
  const say = livingWords(head.language as Language)
  const query = (first: [string, string][]) =>
    new URLSearchParams([...first, ...chosen.map((person): [string, string] => ['person', ids[person]!])]).toString()
  const actions: Action[] = [{ label: say('what_if'), href: `${places.whatIf}?${query([['by', 'people']])}` }]
  if (places.convene !== null) actions.push({ label: say('convene'), href: `${places.convene}?${query([])}` })
  return actions
}

/** The table of people with these ticked, looked at as the map is. */
function tableAction({ head }: SentMap, chosen: readonly number[], doing: Doing): Action[] {
  const sel = textOfPeople(head, chosen, MOST_TICKED)
  if (sel === null) return []
  const there = doing.page()
  there.searchParams.set('view', 'people')
  there.searchParams.set('sel', sel)
  const label = livingWords(head.language as Language)('in_table')
  return [{ label, href: `${there.pathname}${there.search}` }]
}

/** Said where what an address had chosen is not on this map, or may not be seen. */
export function chosenGone({ head }: SentMap): Told {
  const say = livingWords(head.language as Language)
  return { title: say('gone_title'), sentence: say('gone'), actions: [] }
}

/** Said where what is chosen cannot be kept in the address. */
export function notInAddress({ head }: SentMap): string {
  return livingWords(head.language as Language)('not_in_address')
}
