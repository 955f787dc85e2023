/**
 * Whose boxes are ticked when the page of a table comes: those whom the address says are chosen one by one (`sel=people:…` or `sel=tie:…`),
 * as the map writes it. What stands there otherwise ticks nobody.
 */
export function tickedIn(url: URL): ReadonlySet<string> {
  const [, list] = /^(?:people|tie):(.+)$/.exec(url.searchParams.get('sel') ?? '') ?? []
  return new Set(list === undefined ? [] : list.split(',').map(decoded))
}

/** What an address says of people who are chosen one by one; empty for nobody. */
export function chosenInWords(people: readonly string[]): string {
  return people.length === 0 ? '' : `people:${people.map(encodeURIComponent).join(',')}`
}

/** Somebody may have cut an address in the middle of a letter. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
