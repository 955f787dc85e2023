import { type DrawnConsent, type DrawnLandscape, livingBases, type Purpose } from './drawn-landscape.ts'

/** The more private a word, the later it stands: of two words of one day that one holds. */
const byPrivacy: DrawnConsent['state'][] = ['agreed', 'told', 'not yet asked', 'hidden', 'withdrawn']

/** What each person said last to one purpose: the newest word counts, and none before it (rule E3). One row for each who said anything. */
export function newestWords(consents: readonly DrawnConsent[], purpose: Purpose): DrawnConsent[] {
  const newest = new Map<string, DrawnConsent>()
  for (const word of consents) {
    if (word.purpose !== purpose) continue
    const before = newest.get(word.person)
    if (!before || isAfter(word, before)) newest.set(word.person, word)
  }
  return [...newest.values()]
}

function isAfter(word: DrawnConsent, other: DrawnConsent): boolean {
  const [said, before] = [word.said ?? '', other.said ?? '']
  return said === before ? byPrivacy.indexOf(word.state) >= byPrivacy.indexOf(other.state) : said > before
}

/**
 * Who is out of a purpose: they said no, took it back or hid. Where people live, having been told and not having said yes is a no too; the
 * database says "told" of everybody who is not the viewer's own note (rule E3).
 */
export function whoSaidNo(drawn: Pick<DrawnLandscape, 'about' | 'consents'>, purpose: Purpose): Set<string> {
  const silenceIsNo = purpose !== 'map' && livingBases.has(drawn.about.basis)
  const no = newestWords(drawn.consents, purpose).filter(
    ({ state }) => state === 'hidden' || state === 'withdrawn' || (state === 'told' && silenceIsNo),
  )
  return new Set(no.map(({ person }) => person))
}
