/** Who would still not be in the room: those who share the matter, have a stake, or stand where nobody invited stands. */
import { sidesOf } from '../network/landscape.ts'
import { stake } from './candidates.ts'
import type { Invitation } from './compose-invitation.ts'
import { type Ground, sidesHeld } from './ground.ts'
import { countFrom } from './invitation-rules.ts'
import { practicesApart } from './keep-apart.ts'
import type { Missing } from './opportunity.ts'
import { readSigns } from './unheard-voices.ts'

const MOST_PRACTICES = 3
const MOST_SIDES = 3

/** Practices first, then sides, then how many people's standing on the boundary is not known. */
export function missingFrom(ground: Ground, invitation: Invitation): Missing[] {
  if (invitation.rules.candidate.pair) return []
  return [
    ...missingPractices(ground, invitation),
    ...missingSides(ground, invitation),
    ...unknownStanding(ground, invitation),
  ]
}

function missingPractices(ground: Ground, invitation: Invitation): Missing[] {
  const { candidate } = invitation.rules
  const found: { practice: number; because: 'shares-the-concern' | 'stakes' | 'in-no-space'; order: number }[] = []
  for (const practice of ground.pairs.considered) {
    if (candidate.between.includes(practice) || countFrom(ground, invitation.people, practice) > 0) continue
    if (candidate.between.some((other) => practicesApart(ground.apart, practice, other))) continue
    const stakes = Math.max(...candidate.between.map((other) => stake(ground, other, practice)))
    const held = candidate.concerns.slice(0, 2)
    const strength = Math.max(
      0,
      ...held.map((concern) => ground.concerns.strength[practice * ground.concerns.concerns + concern]!),
    )
    if (strength > 0) found.push({ practice, because: 'shares-the-concern', order: 2 + strength })
    else if (stakes > 1) found.push({ practice, because: 'stakes', order: 1 })
    else if (readSigns(ground, practice).inNoSpace) found.push({ practice, because: 'in-no-space', order: 0 })
  }
  return found
    .sort((x, y) => y.order - x.order || x.practice - y.practice)
    .slice(0, MOST_PRACTICES)
    .map(({ practice, because }) => ({
      kind: 'practice',
      practice: ground.landscape.ids.practices[practice]!,
      because,
    }))
}

/** Sides of the boundary on which nobody invited stands. */
function missingSides(ground: Ground, invitation: Invitation): Missing[] {
  const { landscape } = ground
  const { boundary } = invitation.rules.candidate
  if (boundary < 0) return []
  const present = new Set<number>()
  for (const person of invitation.people) for (const side of sidesOf(landscape, boundary, person)) present.add(side)
  const found: Missing[] = []
  for (let side = landscape.sideStart[boundary]!; side < landscape.sideStart[boundary + 1]!; side++) {
    const held = ground.pairs.considered.some((practice) => sidesHeld(ground, boundary, practice).includes(side))
    if (!present.has(side) && held) {
      found.push({ kind: 'side', boundary: landscape.ids.boundaries[boundary]!, side: landscape.ids.sides[side]! })
    }
  }
  return found.slice(0, MOST_SIDES)
}

function unknownStanding(ground: Ground, invitation: Invitation): Missing[] {
  const { landscape } = ground
  const { boundary } = invitation.rules.candidate
  if (boundary < 0) return []
  let people = 0
  for (let person = 0; person < landscape.counts.people; person++) {
    if (sidesOf(landscape, boundary, person).length === 0) people++
  }
  if (people < ground.fewest) return []
  return [{ kind: 'unknown-standing', boundary: landscape.ids.boundaries[boundary]!, people }]
}
