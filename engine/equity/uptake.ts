import { type Control, checkpoint, quiet } from '../control.ts'
import { type Rate, rateFrom } from '../legitimacy/beta.ts'
import { checkedTurns, sidePlace, type Turns } from './turns.ts'

const ROWS_BETWEEN_STOPS = 1 << 16

/** What became of the contributions of one side. */
export interface Uptake {
  contributions: number
  /** taken up by anybody else: a chance with its interval; null = nothing was contributed */
  byOthers: Rate | null
  /** taken up by somebody of another side */
  byOtherSides: Rate | null
}

/**
 * Is what a side contributes taken up by others, and by other sides? One row for each side, the last for people of no side told.
 *
 * A contribution counts once however many take it up; whoever takes up their own does not count, and people of no side told never count as
 * another side. Chances are means of Beta(yes + ½, no + ½) with the 95 % interval. Cost O(contributions).
 *
 * @throws BadInput for turns that cannot be
 */
export function uptake(turns: Turns, control?: Control): Uptake[] {
  checkedTurns(turns, control)
  const rows = Array.from({ length: turns.sides.length + 1 }, () => ({ all: 0, others: 0, across: 0 }))
  for (const [nth, { by, takenUpBy }] of (turns.contributions ?? []).entries()) {
    if (nth % ROWS_BETWEEN_STOPS === 0) checkpoint(quiet(control), 1)
    const side = sidePlace(turns, by)
    const others = takenUpBy.filter((person) => person !== by)
    const row = rows[side]!
    row.all++
    if (others.length > 0) row.others++
    if (others.some((person) => isAcross(turns, side, sidePlace(turns, person)))) row.across++
  }
  return rows.map(({ all, others, across }) => ({
    contributions: all,
    byOthers: all > 0 ? rateFrom(others, all - others) : null,
    byOtherSides: all > 0 ? rateFrom(across, all - across) : null,
  }))
}

function isAcross({ sides }: Turns, one: number, other: number): boolean {
  return one !== other && one < sides.length && other < sides.length
}

/** Topics that one side proposed, and what became of them. */
export interface AgendaShare {
  proposed: number
  treated: number
  /** treated of those proposed, with its interval; null = none was proposed */
  rate: Rate | null
  /** of all topics treated, the share this side proposed; null = none was treated */
  share: number | null
}

/**
 * Are the topics a side proposes treated? One row for each side, the last for people of no side told. Cost O(topics).
 *
 * @throws BadInput for turns that cannot be
 */
export function agendaShare(turns: Turns, control?: Control): AgendaShare[] {
  checkedTurns(turns, control)
  const rows = Array.from({ length: turns.sides.length + 1 }, () => ({ proposed: 0, treated: 0 }))
  let all = 0
  for (const { by, treated } of turns.topics ?? []) {
    const row = rows[sidePlace(turns, by)]!
    row.proposed++
    if (!treated) continue
    row.treated++
    all++
  }
  return rows.map(({ proposed, treated }) => ({
    proposed,
    treated,
    rate: proposed > 0 ? rateFrom(treated, proposed - treated) : null,
    share: all > 0 ? treated / all : null,
  }))
}
