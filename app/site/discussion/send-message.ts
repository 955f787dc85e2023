import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { isUuid, uuidv7 } from '../../platform/uuid.ts'
import { shortPage } from '../../ui/short-page.tsx'
import { readTime } from '../contact/form-time.ts'
import { addressOf } from '../writing/address-of.ts'
import type { DiscussionPlace, TopicPlace } from './discussion.ts'
import { confirmingLetter } from './discussion-letters.ts'
import { discussionWords } from './discussion-words.ts'
import { newToken, pathOfOwn } from './link-to-own.ts'
import { pathOfMessage } from './message-pages.tsx'
import { type Left, leaveMessage, mailToConfirm, placeOfMessage } from './message-queries.ts'
import { type ReadMessage, readMessage } from './read-message.ts'
import { topicAt } from './topic-at.ts'
import { showWritePage } from './write-page.tsx'

const hour = 3_600_000

/**
 * `POST /discussion/:topic/messages`: takes a message in. The form may have been kept for anybody, so it has no key: the same words from the
 * same hand count once. Programs that fill in every field are thanked like anybody, and nothing is kept.
 */
export function sendMessage(place: DiscussionPlace): Handler {
  const limits = [
    { limit: rateLimit({ attempts: 10, windowMs: hour, clock: place.clock }), key: remotePlace },
    // all places together: a crowd of programs does not fill the disk
    { limit: rateLimit({ attempts: 300, windowMs: hour, clock: place.clock, longestMs: hour / 4 }), key: () => 'all' },
  ]
  return async (c) => {
    const topic = await topicAt(c, place)
    const sent = await readForm(c)
    const language = languageOf(c)
    const answers = isUuid(textOf(sent, 'answers')) ? textOf(sent, 'answers') : null
    const again = (problems: Record<string, string>) =>
      showWritePage(c, place, topic, answers, { language, typed: sent, problems })
    if (textOf(sent, 'website') !== '') return thank(c, 'unconfirmed')
    if (!signedIn(c)) {
      const time = readTime(place.seal, textOf(sent, 'opened'), place.clock.now())
      if (time !== 'in time')
        return again({ '': discussionWords(language)(time === 'too quick' ? 'too_quick' : 'too_old') })
    }
    const read = readMessage(sent, { language, signedIn: signedIn(c) !== null })
    if (read.kind === 'problems') return again(read.problems)
    for (const { limit, key } of limits) {
      const taken = limit.take(key(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
    }
    const id = uuidv7(place.clock.now().getTime())
    const left = await keep(c, place, { id, topic, answers, read: read.message })
    if (left === 'gone' || left === 'closed') return again({ '': discussionWords(language)(left) })
    if (left === 'shown') {
      const nth = await place.db.as({ kind: 'nobody' }, (tx) => placeOfMessage(tx, id))
      return c.redirect(pathOfMessage(addressOf(topic), { id, nth }), 303)
    }
    if (left === 'held') return c.redirect(`${pathOfOwn(id)}?sent`, 303)
    return thank(c, left)
  }
}

interface Keeping {
  id: string
  topic: TopicPlace
  answers: string | null
  read: ReadMessage
}

async function keep(
  c: Context,
  { db, clock, seal }: DiscussionPlace,
  { id, topic, answers, read }: Keeping,
): Promise<Left> {
  const person = signedIn(c)
  const { language, origin } = factsOf(c)
  const now = clock.now()
  const { signed, words, doubtful, address } = read
  const { token, tokenHash } = newToken()
  const from = person || address === null ? null : { address, reach: seal.close(address, id), tokenHash }
  const letter = from && (await confirmingLetter(language, { title: topic.title, link: origin + pathOfOwn(id, token) }))
  return db.as(person ? { kind: 'person', id: person.id } : { kind: 'nobody' }, async (tx) => {
    const left = await leaveMessage(
      tx,
      { id, topicId: topic.id, answers, signed, language, words, doubtful, from },
      now,
    )
    if (left === 'unconfirmed' && from && letter)
      await mailToConfirm(tx, { id, address: from.address }, { id: uuidv7(now.getTime()), ...letter }, now)
    return left
  })
}

/** The same for everybody who has no account, so that nobody learns from it which addresses wrote before. */
function thank(c: Context, left: Left): Promise<Response> | Response {
  const say = discussionWords(languageOf(c))
  if (signedIn(c)) return c.redirect('/discussion/mine', 303)
  if (left === 'unconfirmed' || left === 'same' || left === 'too-many')
    return shortPage(c, { title: say('look_title'), lead: say('look_lead') })
  return c.redirect('/', 303)
}
