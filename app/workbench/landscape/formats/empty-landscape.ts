import type { DrawnLandscape, LandscapeAbout } from '../drawn-landscape.ts'

/** A landscape with a name and nothing drawn yet. An own sketch, until somebody says otherwise, is seen by its author alone. */
export function emptyLandscape(about: Partial<LandscapeAbout> & { name: string }): DrawnLandscape {
  return {
    about: {
      language: null,
      drawnBy: null,
      hope: null,
      forWhom: null,
      notOurAim: null,
      knownGaps: null,
      basis: 'own-sketch',
      source: null,
      licence: null,
      complete: false,
      asOf: null,
      team: [],
      ...about,
    },
    people: [],
    practices: [],
    memberships: [],
    boundaries: [],
    standings: [],
    ties: [],
    legitimacy: [],
    concerns: [],
    answers: [],
    spaces: [],
    spacePeople: [],
    invitations: [],
    keepApart: [],
    consents: [],
  }
}
