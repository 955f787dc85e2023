import type { CustomFields, DrawnLandscape, DrawnPractice, DrawnStanding } from '../drawn-landscape.ts'
import { boundaryHeading } from './boundary-heading.ts'
import { customHeading } from './custom-fields.ts'
import { UNKNOWN_SIDE } from './draw-graph.ts'
import { severalIn } from './folder-tables.ts'
import { OUR_ID } from './graph-map.ts'

/** A landscape as tools for networks know it: things, connections, and what is said of each under headings. */
export interface GraphExport {
  name: string
  things: GraphThing[]
  links: GraphLink[]
}

export interface GraphThing {
  id: string
  /** null for "1 person, not yet asked" */
  label: string | null
  type: string
  said: Map<string, string>
  /** a place on a picture: tools that find none draw everything on one spot */
  x: number
  y: number
}

export interface GraphLink {
  id: string
  from: string
  to: string
  type: string
  directed: boolean
  weight: number
  said: Map<string, string>
}

/** The type of a thing that is a person; a practice has its kind for a type, with a capital. */
const PERSON = 'Person'
export const MEMBER = 'member'

/**
 * A landscape as a network: people, practices, who belongs where, ties that are said to be there, and where everybody stands. Addresses,
 * answers about standing, flags and everything else that is no network are not in it, nor accounts that say there is no tie or that
 * were taken back: another tool would count them as ties.
 */
export function graphExport(drawn: DrawnLandscape): GraphExport {
  const people = new Set(drawn.people.map(({ id }) => id))
  const nodeOfPractice = new Map(drawn.practices.map(({ id }) => [id, freshName(id, people)]))
  const standings = saidSides(drawn)
  const things: GraphThing[] = drawn.people.map((one) => {
    const said = saidOf({ language: one.language }, standings.get(keyOf(one.id, null)), one.custom)
    return { id: one.id, label: one.name, type: PERSON, said, x: 0, y: 0 }
  })
  for (const one of drawn.practices) {
    const id = nodeOfPractice.get(one.id)!
    const own = { [OUR_ID]: id === one.id ? null : one.id, description: one.does, 'special category': yesIf(one) }
    const said = saidOf(own, standings.get(keyOf(null, one.id)), one.custom)
    things.push({ id, label: one.name, type: capital(one.kind), said, x: 0, y: 0 })
  }
  const links: GraphLink[] = []
  for (const { person, practice, weight, mode, since, until, custom } of drawn.memberships) {
    const said = saidOf({ mode, since, until }, undefined, custom)
    const to = nodeOfPractice.get(practice)!
    links.push({ id: `m${links.length + 1}`, from: person, to, type: MEMBER, directed: true, weight, said })
  }
  for (const tie of drawn.ties) {
    if (!isInGraph(tie)) continue
    const { from, to, kind, mutual, strength, reportedBy, since, until, confirmed, recorded, custom } = tie
    const own = { 'reported by': reportedBy, since, until, confirmed, recorded }
    const said = saidOf(own, undefined, custom)
    links.push({ id: `t${links.length + 1}`, from, to, type: kind, directed: !mutual, weight: strength, said })
  }
  place(things, links)
  return { name: drawn.about.name, things, links }
}

/** Whether an account of a tie can stand in a network of another tool. */
export function isInGraph({ says, retracted }: DrawnLandscape['ties'][number]): boolean {
  return says === 'yes' && retracted === null
}

function freshName(id: string, taken: ReadonlySet<string>): string {
  let name = id
  for (let nth = 1; taken.has(name); nth++) name = `practice${nth === 1 ? '' : nth} ${id}`
  return name
}

function yesIf({ specialCategory }: DrawnPractice): string | null {
  return specialCategory ? 'yes' : null
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

function keyOf(person: string | null, practice: string | null): string {
  return JSON.stringify([person, practice])
}

function saidOf(
  own: Record<string, string | null>,
  sides: ReadonlyMap<string, string> | undefined,
  custom: CustomFields | undefined,
): Map<string, string> {
  const said = new Map<string, string>()
  for (const [heading, text] of Object.entries(own)) if (text !== null) said.set(heading, text)
  for (const [heading, text] of sides ?? []) said.set(heading, text)
  for (const [label, text] of Object.entries(custom ?? {})) said.set(customHeading(label), text)
  return said
}

/** For each holder, the sides under the heading of each boundary; "?" where the side is known to be unknown. */
function saidSides(drawn: DrawnLandscape): Map<string, Map<string, string>> {
  const headings = new Map<string, string>()
  const used = new Set<string>()
  for (const { id, kind, name, sides } of drawn.boundaries) {
    let own = name
    for (let nth = 2; used.has(`${kind}: ${own}`); nth++) own = `${name} ${nth}`
    used.add(`${kind}: ${own}`)
    headings.set(id, boundaryHeading({ kind, name: own, sides }))
  }
  const found = new Map<string, Map<string, string[]>>()
  const add = ({ person, practice, boundary, side }: DrawnStanding) => {
    const held = found.get(keyOf(person, practice)) ?? new Map<string, string[]>()
    found.set(keyOf(person, practice), held)
    const heading = headings.get(boundary)!
    held.set(heading, [...(held.get(heading) ?? []), ...(side === null ? [] : [side])])
  }
  for (const standing of drawn.standings) add(standing)
  return new Map(
    [...found].map(([key, held]) => {
      const texts = [...held].map(([heading, on]): [string, string] => [heading, severalIn(on) || UNKNOWN_SIDE])
      return [key, new Map(texts)]
    }),
  )
}

/** Every practice on a spiral, its people around it: no art, but nobody on top of anybody. The same network, the same picture. */
function place(things: GraphThing[], links: GraphLink[]): void {
  const turn = Math.PI * (3 - Math.sqrt(5))
  const practices = new Map(things.filter(({ type }) => type !== PERSON).map((one) => [one.id, one]))
  let nth = 0
  for (const one of practices.values()) spot(one, 0, 0, nth++, 120, turn)
  const home = new Map<string, GraphThing>()
  for (const { from, to, type } of links) {
    const practice = practices.get(to)
    if (type === MEMBER && practice && !home.has(from)) home.set(from, practice)
  }
  const inside = new Map<GraphThing | null, number>()
  for (const one of things) {
    if (one.type !== PERSON) continue
    const around = home.get(one.id) ?? null
    const count = (inside.get(around) ?? 0) + 1
    inside.set(around, count)
    spot(one, around?.x ?? 0, around?.y ?? -160, count, 10, turn)
  }
}

function spot(one: GraphThing, x: number, y: number, nth: number, apart: number, turn: number): void {
  const far = apart * Math.sqrt(nth + 0.5)
  one.x = round(x + far * Math.cos(nth * turn))
  one.y = round(y + far * Math.sin(nth * turn))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
