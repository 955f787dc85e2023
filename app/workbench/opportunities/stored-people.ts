import type { Fact } from '@ecotone/engine/opportunities/fact.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'

/** Row id of a person to their id in the drawing. */
export interface PersonNames {
  externalOf: Map<string, string>
}

/** What somebody is called elsewhere; null when they are not there (any longer). */
export type Rename = (person: string) => string | null

/**
 * The same opportunity with people under other ids. Results are kept under the ids of the rows and read under those of the drawing;
 * whoever was erased in between has no id, and every place that held theirs is left out. Practices and boundaries keep their ids.
 */
export function withPeople(opportunity: Opportunity, rename: Rename): Opportunity {
  const all = (people: string[]) => people.flatMap((one) => (one === somebodyBetween ? one : (rename(one) ?? [])))
  return {
    ...opportunity,
    facts: opportunity.facts.flatMap((fact): Fact[] => {
      if (fact.kind === 'pair-way-in') return [{ ...fact, hosts: all(fact.hosts) }]
      if (fact.kind !== 'way-in' && fact.kind !== 'agreed-to-convene') return [fact]
      const people = all(fact.people)
      return people.length === fact.people.length ? [{ ...fact, people }] : []
    }),
    sureness: { ...opportunity.sureness, askFirst: renamed(opportunity.sureness.askFirst, rename) },
    doors: opportunity.doors.map((door) => ({
      ...door,
      people: renamed(door.people, rename),
      path: door.path && all(door.path).length === door.path.length ? all(door.path) : null,
    })),
    invitees: renamed(opportunity.invitees, rename),
  }
}

/** Two people of whom one left are no pair any more. */
export function isWhole({ kind, invitees }: Opportunity, isThere: (person: string) => boolean): boolean {
  return kind !== 'unlikely-pair' || invitees.every(({ person }) => isThere(person))
}

function renamed<T extends { person: string }>(rows: readonly T[], rename: Rename): T[] {
  return rows.flatMap((row) => {
    const person = rename(row.person)
    return person === null ? [] : [{ ...row, person }]
  })
}

/** Stands for whoever carries a known path between its two ends: they may not have agreed to be told of as a bridge (rule E9). No id is empty. */
export const somebodyBetween = ''

/** The same opportunity without the people in the middle of its paths; the two ends, who would be asked, stay. */
export function withoutBridgingPeople(opportunity: Opportunity): Opportunity {
  const ends = (path: string[]) => path.map((one, i) => (i === 0 || i === path.length - 1 ? one : somebodyBetween))
  return {
    ...opportunity,
    facts: opportunity.facts.map((fact) =>
      fact.kind === 'way-in' && fact.by === 'path' ? { ...fact, people: ends(fact.people) } : fact,
    ),
    doors: opportunity.doors.map((door) => ({ ...door, path: door.path && ends(door.path) })),
  }
}
