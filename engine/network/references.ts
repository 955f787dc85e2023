/** The numbers of everything that rows refer to by id. */
export interface Numbers {
  people: Map<string, number>
  practices: Map<string, number>
  boundaries: Map<string, number>
  concerns: Map<string, number>
}

/**
 * The number of an id.
 *
 * @throws Error naming the row and the id when there is none
 */
export function find(map: Map<string, number>, id: string, where: string, what: string): number {
  const found = map.get(id)
  if (found === undefined) throw new Error(`${where}: there is no ${what} "${id}"; add it or correct the id`)
  return found
}
