import type { Doing } from './chosen-words.ts'
import { plainly } from './find-on-map.ts'
import type { livingWords } from './living-words.ts'
import type { SentMap } from './sent-map.ts'

/** More names than this in one list nobody goes through. */
const MOST_LISTED = 200
/** Letters that follow each other faster than this are one word. */
const TYPING_MS = 700

type Say = ReturnType<typeof livingWords>

/** The chosen people as they are listed: by name, those without one at the end; and how many find no place. */
export interface Listed {
  people: readonly { person: number; name: string | null }[]
  rest: number
}

/** Whom the list names, and in which order: that of their names, which says nothing about anybody. O(people · log people). */
export function listedPeople({ head }: SentMap, chosen: readonly number[]): Listed {
  const { compare } = new Intl.Collator(head.language, { numeric: true })
  const people = chosen
    .map((person) => ({ person, name: head.names?.[person] || null }))
    .sort((a, b) =>
      a.name === null || b.name === null ? Number(a.name === null) - Number(b.name === null) : compare(a.name, b.name),
    )
  return { people: people.slice(0, MOST_LISTED), rest: Math.max(0, people.length - MOST_LISTED) }
}

/**
 * The list of the chosen people in the panel (the ARIA pattern of a listbox): arrows, Home, End and letters go through it, and whoever it is
 * at is ringed on the map; Enter or a second tap chooses them alone.
 */
export function chosenList(
  { people, rest }: Listed,
  say: Say,
  doing: Pick<Doing, 'point' | 'choosePerson'>,
): HTMLElement {
  const list = element('ul', {
    role: 'listbox',
    tabindex: '0',
    'aria-label': say('listed'),
    'aria-describedby': 'map-listed-how',
  })
  const nameOf = ({ name }: Listed['people'][number]) => name ?? say('not_asked')
  const options = people.map((one, nth) => {
    const option = element('li', { role: 'option', id: `map-listed-${nth}`, 'aria-selected': 'false' })
    option.textContent = nameOf(one)
    return option
  })
  list.append(...options)
  let at = -1
  const go = (to: number) => {
    const next = Math.max(0, Math.min(people.length - 1, to))
    if (next === at) return
    options[at]?.setAttribute('aria-selected', 'false')
    at = next
    options[at]!.setAttribute('aria-selected', 'true')
    options[at]!.scrollIntoView({ block: 'nearest' })
    list.setAttribute('aria-activedescendant', options[at]!.id)
    doing.point(people[at]!.person)
  }
  const plain = people.map((one) => plainly(nameOf(one)))
  const typed = typing((word, isMore) => {
    const from = isMore ? at : at + 1
    const found = plain.findIndex((_, nth) => plain[(from + nth) % plain.length]!.startsWith(word))
    if (found >= 0) go((from + found) % plain.length)
  })
  list.addEventListener('focus', () => at < 0 && go(0))
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: people.length - 1 }[event.key]
    if (to !== undefined) go(to)
    else if (event.key === 'Enter') doing.choosePerson(people[Math.max(0, at)]!.person)
    else if (!typed(event)) return
    event.preventDefault()
  })
  // a press would bring the focus, and with it the first one, before the click says which
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const nth = options.indexOf((event.target as Element).closest('li') as HTMLElement)
    if (nth < 0) return
    if (nth === at) doing.choosePerson(people[nth]!.person)
    else go(nth)
    list.focus({ preventScroll: true })
  })
  // the panel says aloud what changes in it; two hundred names would never end
  const whole = element('div', { class: 'map-chosen-list', 'aria-live': 'off' })
  const how = element('p', { class: 'caption muted', id: 'map-listed-how' })
  how.textContent = [say('list_how'), ...(rest > 0 ? [say('list_rest', { listed: people.length, rest })] : [])].join(
    ' ',
  )
  whole.append(list, how)
  return whole
}

/** Letters typed one after the other as the beginning of a name; of one letter again, the next name that begins so. */
function typing(find: (word: string, isMore: boolean) => void): (event: KeyboardEvent) => boolean {
  let word = ''
  let last = Number.NEGATIVE_INFINITY
  return ({ key, timeStamp }) => {
    const isLetter = key.length === 1 && (key !== ' ' || word !== '')
    if (!isLetter) return false
    const isNew = timeStamp - last > TYPING_MS
    last = timeStamp
    word = isNew ? key : word + key
    find(plainly(word), !isNew)
    return true
  }
}

function element(name: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
