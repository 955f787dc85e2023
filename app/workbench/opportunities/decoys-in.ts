import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'

/**
 * Pairs are left out by chance so that nobody can guess who is kept apart (rule E14). In a sketch that its author draws alone nobody else has set a
 * flag, so there is nobody to hide and nothing is left out: 0. Everywhere else as the engine does it: undefined.
 */
export function decoysIn({ basis }: Pick<DrawnLandscape['about'], 'basis'>): number | undefined {
  return basis === 'own-sketch' ? 0 : undefined
}
