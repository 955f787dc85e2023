import { type Landscape, mayDraw } from '../landscape/landscape.ts'

/** Spaces are sketched, changed and invited to by the team of the landscape. */
export function mayConvene(landscape: Landscape): boolean {
  return mayDraw(landscape)
}
