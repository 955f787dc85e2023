import type { Landscape } from '../landscape/landscape.ts'
import { mayConvene } from '../landscape/landscape-policy.ts'

/** Spaces are sketched, changed and invited to by those who convene in the landscape. */
export function maySketchSpaces(landscape: Landscape): boolean {
  return mayConvene(landscape)
}
