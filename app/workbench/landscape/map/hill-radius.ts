/** How far a hill of so many people reaches from its middle, in map units. */
export function hillRadius(people: number): number {
  return 11.5 * Math.sqrt(Math.max(1, people)) + 9
}
