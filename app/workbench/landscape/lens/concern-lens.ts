import { FEWEST_TOLD } from '@ecotone/engine/tellable.ts'
import { concernKinds, type DrawnLandscape } from '../drawn-landscape.ts'
import { emptyLens, hiddenPeople, type Lens, type LensCell, membersOf } from './lens.ts'
import type { SayLens } from './lens-words.ts'

/** One way in which a practice holds a concern: by itself, and by how many of its people. */
interface Held {
  way: (typeof concernKinds)[number]
  itself: boolean
  count: number
}

/**
 * The concerns of a landscape, by what they are called: by those who care, else by whoever spoke of them. What only hidden people spoke of
 * is not among them.
 */
export function concernsOf(drawn: DrawnLandscape): { concern: string; words: string }[] {
  const named = new Map<string, { words: string; rank: number }>()
  const hidden = hiddenPeople(drawn)
  for (const { concern, words, kind, practice, person } of drawn.concerns) {
    if (person !== null && hidden.has(person)) continue
    const rank = (kind === 'cares' ? 0 : 2) + (practice === null ? 1 : 0)
    const known = named.get(concern)
    if (known === undefined || rank < known.rank) named.set(concern, { words, rank })
  }
  return [...named].map(([concern, { words }]) => ({ concern, words }))
}

export interface Eyes {
  /** ISO day on which is looked */
  day: string
  /** outside the team nothing is told of fewer than five people (rule E10) */
  outside: boolean
}

/** Where one concern is cared about, offered for, and sought; null where nobody speaks of it. */
export function concernLens(drawn: DrawnLandscape, concern: string, { day, outside }: Eyes, say: SayLens): Lens | null {
  const named = concernsOf(drawn).find((one) => one.concern === concern)
  if (named === undefined) return null
  const hidden = hiddenPeople(drawn)
  const spoken = drawn.concerns.filter((one) => one.concern === concern)
  const people = spoken.filter(({ person }) => person !== null && !hidden.has(person))
  const holders = new Set(people.map(({ person }) => person!))
  const cells = new Map<string, LensCell>()
  const without = new Set<string>()
  const members = membersOf(drawn, day)
  const itself = new Set(spoken.map(({ practice, kind }) => `${kind} ${practice}`))
  const speaking = new Map(
    concernKinds.map((way) => [way, new Set(people.filter(({ kind }) => kind === way).map(({ person }) => person!))]),
  )
  for (const { id } of drawn.practices) {
    const held = concernKinds.map((way) => ({
      way,
      itself: itself.has(`${way} ${id}`),
      count: members.get(id)!.intersection(speaking.get(way)!).size,
    }))
    const cell = cellOf(held, outside, say)
    if (cell === null) without.add(id)
    cells.set(id, cell ?? { sign: { parts: [], sentence: say('concern_nobody') }, words: say('concern_nobody_cell') })
  }
  const inside = new Set([...members].filter(([id]) => !without.has(id)).flatMap(([, belonging]) => [...belonging]))
  return {
    ...emptyLens(say('lens_concern_of', { words: named.words })),
    cells,
    classes: concernKinds.map((way) => ({ glyph: way, words: say(`way_${way}`) })),
    notes: [say('concern_note'), ...(outside ? [] : [say('concern_rings')])],
    ringed: outside ? new Set() : holders,
    faint: {
      practices: without,
      people: new Set(
        drawn.people.filter(({ id }) => !inside.has(id) && (outside || !holders.has(id))).map(({ id }) => id),
      ),
    },
  }
}

function cellOf(held: Held[], outside: boolean, say: SayLens): LensCell | null {
  const told = held.filter(({ itself, count }) => itself || count > 0)
  if (told.length === 0) return null
  const parts = told.map(({ way, itself, count }) => {
    const number = count === 0 ? '' : outside && count < FEWEST_TOLD ? say('few_brief') : String(count)
    const text = itself ? [say('itself_brief'), number].filter(Boolean).join(' + ') : number
    return { glyph: way, text, brief: number }
  })
  const said = told.map(({ way, itself, count }) =>
    say('concern_way', {
      way,
      itself: itself ? 'yes' : 'no',
      people: outside && count > 0 && count < FEWEST_TOLD ? 'few' : count > 0 ? 'some' : 'none',
      count,
    }),
  )
  const words = said.join('; ')
  return { sign: { parts, sentence: say('concern_sentence', { words }) }, words }
}
