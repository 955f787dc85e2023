import { keepAudit } from '../../people/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { queueLetter } from '../../platform/mail/queue-letter.ts'
import { addressOfLink, makePersonalLink } from '../held/held.ts'
import { noticeMail } from './notice-mails.ts'
import { rememberLetter, takeUpTelling } from './notice-queries.ts'

export interface Notice {
  landscape: { id: string; name: string; hope: string | null }
  /** rows of the people to write to */
  people: readonly string[]
  /** how the one who named them is called in the letter */
  namedBy: string
  /** the address of this site */
  origin: string
}

/**
 * Writes to people on a map who were not told of it (rule E2): who named them and for what, the purposes they may say yes or no to, and
 * their personal link. Gives how many letters were queued. Nobody is written to twice: with the letter they count as told (until it turns out
 * that it did not arrive), and whoever was told, has no address or is not the viewer's to tell is passed over. All of it is one transaction with the letters.
 */
export async function sendNotices(tx: Tx, clock: Clock, notice: Notice): Promise<number> {
  let sent = 0
  for (const personId of notice.people) {
    const place = { landscapeId: notice.landscape.id, personId }
    const language = await takeUpTelling(tx, { ...place, at: clock.now() })
    if (language === null) continue
    const link = await makePersonalLink(tx, clock, { ...place, way: 'link' })
    if (link.kind === 'refused') throw new Error('Somebody may be told by this viewer, and not be given a link.')
    const letter = await noticeMail(language, {
      landscape: notice.landscape.name,
      hope: notice.landscape.hope,
      namedBy: notice.namedBy,
      link: addressOfLink(notice.origin, link.secret),
    })
    const id = await queueLetter(tx, clock, {
      to: { personId },
      kind: 'deed',
      language,
      landscapeId: notice.landscape.id,
      ...letter,
    })
    await rememberLetter(tx, { ...place, letter: id })
    await keepAudit(tx, { what: 'link-made', landscapeId: notice.landscape.id, aboutId: personId })
    sent++
  }
  return sent
}
