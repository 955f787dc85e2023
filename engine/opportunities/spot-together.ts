import { isStopped } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Crew, RunOptions } from '../workers/crew.ts'
import { arrange, checkWish, refusedBoundary, resultOf, withShares } from './arrange.ts'
import type { SpotOutcome } from './spot-outcome.ts'
import { cardsStep, composeStep, findStep, type SpotWish, settingsStep } from './spot-steps.ts'

/**
 * Spots opportunities on all processors: the same result as `spot`, to the last bit, whatever the number of workers.
 *
 * Each worker draws the possible worlds for itself, so two take about two thirds of the time of one, and twice the memory.
 *
 * @returns as `spot`; `cancelled` when `signal` said so
 * @throws BadInput as `spot`
 */
export async function spotTogether(
  crew: Crew,
  landscape: Landscape,
  wish: SpotWish,
  { signal, onProgress }: RunOptions = {},
): Promise<SpotOutcome> {
  const refused = refusedBoundary(landscape, wish)
  if (refused) return refused
  checkWish(landscape, wish)
  const during = (from: number, to: number): RunOptions => ({
    signal,
    onProgress: onProgress && ((done) => onProgress(from + (to - from) * done)),
  })
  try {
    const found = await crew.share(findStep, { landscape }, wish, during(0, 0.45))
    const { candidates, assumptions } = found
    const options = await crew.share(composeStep, { landscape, candidates }, wish, during(0.45, 0.65))
    const arranged = arrange(options, wish)
    const groups = arranged.map(({ option }) => option.invitation.people)
    const shares = found.noEffect
      ? null
      : await crew.share(settingsStep, { landscape, groups }, assumptions, during(0.65, 0.79))
    const placed = withShares(landscape, arranged, shares, assumptions)
    const cards = await crew.share(cardsStep, { landscape, placed }, wish, during(0.79, 1))
    return resultOf(found, wish, cards)
  } catch (error) {
    if (isStopped(error)) return { kind: 'cancelled' }
    throw error
  }
}
