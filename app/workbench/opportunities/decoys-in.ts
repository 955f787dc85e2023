import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'

/**
 * Pairs are left out by chance so that nobody can guess who is kept apart (rule E14). In a sketch that its author draws alone nobody else has set a
 * flag, so there is nobody to hide and nothing is left out: 0. Everywhere else, and as soon as a second person is on the team, as the engine
 * does it: undefined.
 *
 * @param team how many people see the landscape as its team
 */
export function decoysIn({ basis }: Pick<DrawnLandscape['about'], 'basis'>, team: number): number | undefined {
  return basis === 'own-sketch' && team <= 1 ? 0 : undefined
}
