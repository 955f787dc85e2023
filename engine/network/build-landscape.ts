import type { Landscape } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'

/**
 * Turns ids and numbers into the engine's arrays. Input order does not matter: the same content gives the same bytes.
 *
 * @throws Error naming the row and what to do, for duplicate ids, unknown references and numbers out of range
 */
export function buildLandscape(_input: LandscapeInput): Landscape {
  throw new Error('buildLandscape is being written')
}
