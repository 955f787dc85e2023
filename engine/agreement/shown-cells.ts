import type { VoterGroups } from './tally.ts'
import type { Votes } from './votes.ts'

/** Fewer people than this are never shown apart. */
export const leastShown = 5

/**
 * What may be shown of groups, by statement: `group · statements + statement` is 1 for a cell that may be.
 *
 * A cell needs five people in the group and five votes. And what is left when the cells that are shown are taken from the whole must be
 * nobody or five, too, both of all voters and of those in any group, because sums of both are told: otherwise the smallest cell beside it
 * is hidden as well, so that no difference gives a hidden one away.
 *
 * Cost O(groups · votes) at worst.
 */
export function shownCells(votes: Votes, groups: VoterGroups, seen: Uint32Array): Uint8Array {
  const statements = votes.ids.statements.length
  const shown = new Uint8Array(groups.count * statements)
  for (let g = 0; g < groups.count; g++) {
    for (let s = 0; s < statements; s++) {
      const at = g * statements + s
      shown[at] = groups.people[g]! >= leastShown && seen[at]! >= leastShown ? 1 : 0
    }
  }
  for (;;) {
    const { all, grouped } = leftOver(votes, groups, shown)
    const hidden = all.filter(
      (people, s) => (isFew(people) || isFew(grouped[s]!)) && hideSmallest(groups, seen, shown, s),
    )
    if (hidden.length === 0) return shown
  }
}

function isFew(people: number): boolean {
  return people > 0 && people < leastShown
}

/** For each statement, how many voted on it and are in no cell that is shown: of all voters, and of those in any group. */
function leftOver(votes: Votes, groups: VoterGroups, shown: Uint8Array): { all: Uint32Array; grouped: Uint32Array } {
  const statements = votes.ids.statements.length
  const all = new Uint32Array(statements)
  const grouped = new Uint32Array(statements)
  for (let i = 0; i < votes.voters; i++) {
    const [first, end] = [groups.start[i]!, groups.start[i + 1]!]
    for (let k = votes.start[i]!; k < votes.start[i + 1]!; k++) {
      const s = votes.statement[k]!
      let inShown = false
      for (let g = first; g < end && !inShown; g++) inShown = shown[groups.group[g]! * statements + s] === 1
      if (inShown) continue
      all[s]!++
      if (end > first) grouped[s]!++
    }
  }
  return { all, grouped }
}

function hideSmallest(groups: VoterGroups, seen: Uint32Array, shown: Uint8Array, s: number): boolean {
  const statements = shown.length / groups.count
  let smallest = -1
  for (let g = 0; g < groups.count; g++) {
    const at = g * statements + s
    if (shown[at] === 1 && (smallest < 0 || seen[at]! < seen[smallest]!)) smallest = at
  }
  if (smallest < 0) return false
  shown[smallest] = 0
  return true
}
