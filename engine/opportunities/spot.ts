/**
 * Where would a new conversation teach the whole landscape most, who should be in it, who could convene it, and how sure is
 * that? The search from beginning to end.
 *
 * Three independent sets of possible worlds are used: one to choose whom to invite, one to order the openings, one to report. What is
 * printed on a card was never looked at while choosing. Size of effects rests on assumptions that nobody measured: read the order and its
 * stability before the numbers, and the answers before both.
 */
import { type Control, checkpoint, isStopped, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { arrange, checkWish, refusedBoundary, resultOf, withShares } from './arrange.ts'
import { forgetBench } from './kept-bench.ts'
import type { SpotOptions, SpotOutcome } from './spot-outcome.ts'
import { cardsStep, composeStep, findStep, settingsStep } from './spot-steps.ts'

/**
 * Spots opportunities.
 *
 * @returns `spotted` with at most `limit` cards; with no ties known the cards have no effect and say whom to ask first; `cancelled` when
 * `control.shouldStop` said so; `refused` for a boundary that is not in the landscape
 * @throws BadInput naming the option or assumption: sizes, shares and numbers of worlds out of range, ids that are not there
 */
export function spot(landscape: Landscape, options: SpotOptions): SpotOutcome {
  const refused = refusedBoundary(landscape, options)
  if (refused) return refused
  checkWish(landscape, options)
  try {
    return search(landscape, options, onlyForward(options.control))
  } catch (error) {
    if (isStopped(error)) return { kind: 'cancelled' }
    throw error
  } finally {
    forgetBench(landscape)
  }
}

function search(landscape: Landscape, { control: _, ...wish }: SpotOptions, control: Control): SpotOutcome {
  checkpoint(control, 0)
  const found = findStep.run({ landscape }, wish, stretch(control, 0, 0.45))
  const { candidates, assumptions } = found
  const options = composeStep.run({ landscape, candidates }, wish, stretch(control, 0.45, 0.65))
  const arranged = arrange(options, wish)
  const groups = arranged.map(({ option }) => option.invitation.people)
  const shares = found.noEffect
    ? null
    : settingsStep.run({ landscape, groups }, assumptions, stretch(control, 0.65, 0.79))
  const placed = withShares(landscape, arranged, shares, assumptions)
  const cards = cardsStep.run({ landscape, placed }, wish, stretch(control, 0.79, 1))
  checkpoint(control, 1)
  return resultOf(found, wish, cards)
}

/** The same control, whose progress never goes back and never passes 1. */
function onlyForward(control: Control | undefined): Control {
  let told = 0
  return {
    shouldStop: control?.shouldStop,
    onProgress: (done) => {
      told = Math.max(told, Math.min(1, done))
      control?.onProgress?.(told)
    },
  }
}
