import type { Landscape } from '../landscape/landscape.ts'
import { mayConvene, mayRead, maySteward } from '../landscape/landscape-policy.ts'

/** Everybody on the team sees who else works on it. */
export function maySeeTeam(landscape: Landscape): boolean {
  return mayRead(landscape)
}

/** Stewards alone invite, give roles and take them. */
export function mayChangeTeam(landscape: Landscape): boolean {
  return maySteward(landscape)
}

/** In an emergency whoever convenes may lock; nobody has to be asked first. */
export function mayLock(landscape: Landscape): boolean {
  return mayConvene(landscape)
}
