/** The same for two people whichever of them is named first; part of the names of fields. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one}+${other}` : `${other}+${one}`
}
