/**
 * The five roles of Gould and Fernandez for a person b between a and c, with a on side x, b on y and c on z. What goes from a to c by
 * way of b stays inside (coordinator), goes out and comes back (consultant), comes into the broker's own side (gatekeeper), leaves it
 * (representative), or goes from one foreign side to another (liaison).
 */
export const roleNames = ['coordinator', 'consultant', 'gatekeeper', 'representative', 'liaison'] as const
export type Role = (typeof roleNames)[number]

/** A number for each role. */
export type PerRole<Value> = Readonly<Record<Role, Value>>

/** Number of the role, when all three stand on one side each. */
export function roleOf(x: number, y: number, z: number): number {
  if (x === z) return x === y ? 0 : 1
  if (y === z) return 2
  return x === y ? 3 : 4
}

/**
 * Adds the share of one chain a–b–c in each role to `counts`, five numbers from `at` on, times `times`: the sum over sides x, y, z of
 * m_ax · m_by · m_cz, when the shares of each sum to 1.
 *
 * @param all overlap of all three
 * @param ends overlap of a and c
 * @param first overlap of a and b
 * @param second overlap of b and c
 */
export function addShares(
  counts: Float64Array,
  at: number,
  times: number,
  all: number,
  ends: number,
  first: number,
  second: number,
): void {
  counts[at]! += times * all
  counts[at + 1]! += times * (ends - all)
  counts[at + 2]! += times * (second - all)
  counts[at + 3]! += times * (first - all)
  counts[at + 4]! += times * (1 - ends - first - second + 2 * all)
}

/** Five values in the order of `roleNames`, by name. */
export function byRole<Value>(value: (role: number) => Value): PerRole<Value> {
  return {
    coordinator: value(0),
    consultant: value(1),
    gatekeeper: value(2),
    representative: value(3),
    liaison: value(4),
  }
}
