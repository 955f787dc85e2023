/** The roles on the team of a landscape, each with everything that the ones after it may. */
export const teamRoles = ['steward', 'convener', 'team-member', 'reader'] as const

export type TeamRole = (typeof teamRoles)[number]

/** As what somebody meets a landscape: on its team, or looking round an example. */
export type Role = TeamRole | 'visitor'

/** Whoever is asked about: the landscape says the role of the one who looks. */
interface Met {
  role: Role
}

function isAtLeast({ role }: Met, least: TeamRole): boolean {
  return role !== 'visitor' && teamRoles.indexOf(role) <= teamRoles.indexOf(least)
}

/** May the viewer read what the team reads, beyond what a visitor of an example is shown? Everybody on the team may. */
export function mayRead(landscape: Met): boolean {
  return isAtLeast(landscape, 'reader')
}

/** May the viewer change what is drawn: people, ties, groups, boundaries? Team members and whoever may more. */
export function mayDraw(landscape: Met): boolean {
  return isAtLeast(landscape, 'team-member')
}

/**
 * Is the viewer told of fewer than five people (rule E10)? Whoever draws is: the team knows whom it asks. Readers, like visitors and whoever
 * gets a file passed on, are outside.
 */
export function isToldOfFew(landscape: Met): boolean {
  return mayDraw(landscape)
}

/** May the viewer open spaces and invite into them? Conveners and stewards. */
export function mayConvene(landscape: Met): boolean {
  return isAtLeast(landscape, 'convener')
}

/** May the viewer decide about the team and take the whole landscape away? Stewards alone. */
export function maySteward(landscape: Met): boolean {
  return isAtLeast(landscape, 'steward')
}
