import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { queueLetter } from '../../../platform/mail/queue-letter.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { layOutLetter } from '../../../ui/letter-layout.tsx'
import { listPlaces } from '../place-queries.ts'
import { addLine, type Enquiry, moveEnquiry } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/**
 * Answers by mail, in one transaction with what is kept of it: a letter by hand that follows on the one that said the message had arrived,
 * with what they wrote below. An answer to it goes to the address of the place.
 */
export async function answerEnquiry(
  tx: Tx,
  clock: Clock,
  message: Enquiry,
  answer: { words: string; by: { id: string; name: string } },
): Promise<void> {
  const say = inboxWords(message.language)
  const now = clock.now()
  const [place] = await listPlaces(tx)
  const quoted = message.words.split('\n').map((line) => `> ${line}`)
  const letter = await layOutLetter({
    language: message.language,
    subject: say('answer_subject', { subject: message.subject || say('no_subject') }),
    parts: [{ text: answer.words }, { text: answer.by.name }, { text: quoted.join('\n') }],
    why: say('answer_why'),
  })
  await queueLetter(tx, clock, {
    to: { address: message.email },
    kind: 'deed',
    language: message.language,
    written: 'by-hand',
    ...(message.letter && { follows: message.letter }),
    ...(place?.email && { replyTo: place.email }),
    ...letter,
  })
  await addLine(tx, message.id, { id: uuidv7(now.getTime()), kind: 'answer', words: answer.words, writtenAt: now })
  await moveEnquiry(tx, message.id, { state: 'answered', assignedTo: message.assignedTo ?? answer.by.id }, now)
}
