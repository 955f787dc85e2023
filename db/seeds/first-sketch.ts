import type { DrawnLandscape, DrawnStanding, DrawnTie } from '../../app/workbench/landscape/drawn-landscape.ts'

/**
 * A first sketch: what somebody types in the first fifteen minutes. Thirty labels, ten groups, one boundary, who talks with
 * whom, from one person's memory. Used by the journey, its screenshots and the tests. Nobody here exists.
 */
export const sketchName = 'Our stretch of coast'

/** The lines as they are pasted: label, group. */
export const sketchLines: readonly string[] = [
  'skipper oldest, crews',
  'skipper cape, crews',
  'deckhand A, crews',
  'deckhand B, crews',
  'auction clerk, crews',
  'gatherer Z, low tide',
  'gatherer G, low tide',
  'gatherer young, low tide',
  'buyer of clams, low tide',
  'Dr B, health centre',
  'nurse M, health centre',
  'nurse G, health centre',
  'receptionist, health centre',
  'inspector heat, town hall',
  'coast planner, town hall',
  'beach permits, town hall',
  'toxin analyst, lab',
  'seagrass person, lab',
  'sampler on the boat, lab',
  'warden R, wardens',
  'warden L, wardens',
  'fire captain, fire crew',
  'driver, fire crew',
  'biology teacher, school',
  'youth worker, school',
  'night cook, hotels',
  'cleaner with the choir, hotels',
  'carer C, hillside',
  'carer E, hillside',
  'man at the fountain, hillside',
]

const onTheWater = 'on the water'
const atADesk = 'at a desk'
const onTheDoorstep = 'on the doorstep'

/** The boundary as it is entered: whole groups first, then those who stand elsewhere. An empty list is "don't know". */
export const sketchBoundary: {
  name: string
  sides: readonly string[]
  groups: Readonly<Record<string, string>>
  exceptions: Readonly<Record<string, readonly string[]>>
} = {
  name: 'where the working day happens',
  sides: [onTheWater, atADesk, onTheDoorstep],
  groups: {
    crews: onTheWater,
    'low tide': onTheWater,
    'town hall': atADesk,
    lab: atADesk,
    'health centre': onTheDoorstep,
    wardens: onTheDoorstep,
    'fire crew': onTheDoorstep,
    hotels: onTheDoorstep,
    hillside: onTheDoorstep,
  },
  exceptions: {
    'sampler on the boat': [onTheWater],
    receptionist: [atADesk],
    'biology teacher': [atADesk],
    'nurse M': [onTheDoorstep, onTheWater],
    'warden L': [onTheDoorstep, onTheWater],
    'man at the fountain': [],
  },
}

/** The answers "yes" to "who talks with whom, roughly monthly?". */
export const sketchTies: readonly (readonly [string, string])[] = [
  ['skipper oldest', 'skipper cape'],
  ['skipper oldest', 'auction clerk'],
  ['deckhand A', 'deckhand B'],
  ['skipper cape', 'toxin analyst'],
  ['nurse M', 'skipper oldest'],
  ['nurse M', 'carer C'],
  ['nurse M', 'Dr B'],
  ['nurse G', 'carer E'],
  ['Dr B', 'inspector heat'],
  ['inspector heat', 'coast planner'],
  ['coast planner', 'beach permits'],
  ['inspector heat', 'toxin analyst'],
  ['toxin analyst', 'seagrass person'],
  ['sampler on the boat', 'gatherer Z'],
  ['gatherer Z', 'gatherer G'],
  ['gatherer G', 'buyer of clams'],
  ['warden R', 'warden L'],
  ['warden L', 'fire captain'],
  ['fire captain', 'driver'],
  ['seagrass person', 'biology teacher'],
  ['biology teacher', 'youth worker'],
  ['carer C', 'carer E'],
  ['cleaner with the choir', 'night cook'],
  ['cleaner with the choir', 'gatherer young'],
]

/** The one answer "no". The rest is not known. */
export const sketchRefusals: readonly (readonly [string, string])[] = [['gatherer Z', 'inspector heat']]

/** The first sketch as a landscape; ids are the labels and group names themselves. */
export function firstSketch(): DrawnLandscape {
  const lines = sketchLines.map((line) => line.split(', ') as [string, string])
  const groups = [...new Set(lines.map(([, group]) => group))]
  return {
    about: aboutTheSketch(),
    people: lines.map(([id]) => ({ id, name: id, email: null, phone: null, language: null })),
    practices: groups.map((id) => ({ id, name: id, kind: 'community', does: null, specialCategory: false })),
    memberships: lines.map(([person, practice]) => ({
      person,
      practice,
      weight: 1,
      mode: null,
      since: null,
      until: null,
    })),
    boundaries: [
      {
        id: 'working-day',
        name: sketchBoundary.name,
        kind: 'social',
        sides: [...sketchBoundary.sides],
        history: null,
        stakes: null,
      },
    ],
    standings: sketchStandings(),
    ties: [
      ...sketchTies.map(([from, to]) => tie(from, to, 'yes')),
      ...sketchRefusals.map(([from, to]) => tie(from, to, 'no')),
    ],
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

function aboutTheSketch(): DrawnLandscape['about'] {
  return {
    name: sketchName,
    language: 'en',
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
  }
}

function sketchStandings(): DrawnStanding[] {
  const boundary = 'working-day'
  const ofGroups = Object.entries(sketchBoundary.groups).map(([practice, side]) => ({
    boundary,
    side,
    person: null,
    practice,
  }))
  const ofPeople = Object.entries(sketchBoundary.exceptions).flatMap(([person, sides]) =>
    (sides.length > 0 ? sides : [null]).map((side) => ({ boundary, side, person, practice: null })),
  )
  return [...ofGroups, ...ofPeople]
}

function tie(from: string, to: string, says: DrawnTie['says']): DrawnTie {
  return {
    from,
    to,
    kind: 'talks',
    strength: says === 'yes' ? 0.5 : 0,
    mutual: true,
    says,
    reportedBy: null,
    since: null,
    until: null,
    confirmed: null,
    recorded: null,
    retracted: null,
  }
}
