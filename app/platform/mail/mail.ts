import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import { isTooOld, nextTry } from './back-off.ts'
import { canBeAnAddress, compose, domainOf, type Message, type Sender } from './compose.ts'
import type { Letter } from './letter.ts'
import { type MailDesk, openDesk } from './mail-desk.ts'
import { type MailKeys, mailKeys, type StopToken } from './mail-keys.ts'
import { addStop, isStopped, liftAsked } from './mail-stops.ts'
import { domainPace, type Gentleness, gentle } from './pace.ts'
import { queueLetter } from './queue-letter.ts'
import { type Failure, readFailure } from './read-refusal.ts'
import {
  forgetSettled,
  makeDue,
  markGivenUp,
  markSent,
  putBack,
  takeNext,
  type WaitingLetter,
} from './waiting-letters.ts'

export interface Post extends MailDesk {
  /** Takes a letter: it is in the database when this returns, and on its way if there is a mail server. */
  send(letter: Letter): Promise<void>
  /** Sends what is due; to be called by the clock. Says how many went out. Any number of processes may do so at once. */
  sendWaiting(round?: Round): Promise<number>
  /** Is there a mail server? Without one letters only wait. */
  hasServer: boolean
  /** Tries a waiting letter now. Says whether there is one. */
  tryAgain(id: string): Promise<boolean>
  /** What a token in a letter stops; null when it was not made here, or not whole. */
  readStop(token: string): StopToken | null
  /** Stops a list for whoever got the letter with this token. */
  stop(what: StopToken): Promise<void>
  /** They get the list again after all. */
  startAgain(what: StopToken): Promise<void>
}

/** How one round of sending goes on. */
export interface Round {
  /** Aborted when the program is stopping: the letter in hand is finished, and no other begun. */
  stopping?: AbortSignal
  /** Told after every hundred letters how many went out. */
  tell?: (line: string) => void
}

export interface PostSettings {
  /** A connection that may read addresses and mail (the role for signing in). */
  kysely: Kysely<unknown>
  clock: Clock
  from: string
  replyTo?: string | null
  bounces?: string | null
  /** The address of the program, without a slash at the end. */
  origin: string
  /** The secret of the instance, from which the keys of mail are made. */
  secret: string
  /** Hands one message on to a mail server; null: letters stay in the database, for the mailbox page. */
  handOn: ((message: Message) => Promise<unknown>) | null
  /** Letters on their way at the same time. */
  atOnce?: number
  gentleness?: Gentleness
}

/** Everything that sending one letter needs. */
interface Out {
  kysely: Kysely<unknown>
  clock: Clock
  sender: Sender
  keys: MailKeys
  handOn: (message: Message) => Promise<unknown>
  pace: ReturnType<typeof domainPace>
}

/** What became of one letter that was taken in hand. */
type Outcome = { kind: 'sent' } | { kind: 'not sent'; failure: Failure | null }

/**
 * The way out for mail. What a mail server has taken is blanked here at once, so that links to sign in with do not lie around. If the
 * program dies between the two, the letter goes out once more, with the same Message-ID: twice at most, and never not at all.
 */
export function openPost(settings: PostSettings): Post {
  const { kysely, clock, handOn, from, replyTo = null, bounces = null, origin, atOnce = 3 } = settings
  const keys = mailKeys(settings.secret)
  const sender = { from, replyTo, bounces, origin }
  const out = handOn && { kysely, clock, sender, keys, handOn, pace: domainPace(settings.gentleness ?? gentle) }

  return {
    readStop: keys.readStopToken,
    stop: (what) => addStop(kysely, { ...what, reason: 'asked' }, clock.now()),
    startAgain: (what) => liftAsked(kysely, what),
    async send(letter) {
      const id = await queueLetter(kysely, clock, letter)
      // A mail server that is away must not keep a person waiting: the letter is kept, and the clock tries again.
      if (out) await sendNext(out, id).catch(() => undefined)
    },
    async sendWaiting(round = {}) {
      await forgetSettled(kysely, clock.now())
      return out ? sendRound(out, atOnce, round) : 0
    },
    hasServer: out !== null,
    async tryAgain(id) {
      const due = await makeDue(kysely, id, clock.now())
      if (due && out) await sendNext(out, id).catch(() => undefined)
      return due
    },
    ...openDesk({ kysely, clock, sender, keys }),
  }
}

/**
 * Sends until nothing is due. Stops early where every letter would meet the same: a server that is away or does not know us. Throws
 * what stood in the way then, as a code.
 */
async function sendRound(out: Out, atOnce: number, { stopping, tell }: Round): Promise<number> {
  let sent = 0
  let inTheWay: string | null = null
  const hand = async () => {
    while (!inTheWay && !stopping?.aborted) {
      const outcome = await sendNext(out, null)
      if (!outcome) return
      if (outcome.kind === 'sent') {
        sent += 1
        if (sent % 100 === 0) tell?.(`${sent} letters went out.`)
      } else if (outcome.failure?.forAll) inTheWay = outcome.failure.problem
    }
  }
  await Promise.all(Array.from({ length: atOnce }, hand))
  if (inTheWay) throw new Error(inTheWay)
  return sent
}

/** Takes the next letter in hand, or the given one; undefined when there is none to send. */
async function sendNext(out: Out, id: string | null): Promise<Outcome | undefined> {
  const letter = await takeNext(out.kysely, out.clock.now(), id)
  return letter && sendOne(out, letter)
}

async function sendOne(out: Out, letter: WaitingLetter): Promise<Outcome> {
  const { kysely, clock, keys } = out
  const now = clock.now()
  const hindered = await whyNot(out, letter, now)
  if (hindered !== null) {
    await markGivenUp(kysely, letter.id, now, hindered)
    return { kind: 'not sent', failure: null }
  }
  const address = letter.address ?? ''
  const early = out.pace.take(`${letter.kind} ${domainOf(address)}`, now.getTime())
  if (early > 0) {
    await putBack(kysely, letter, { at: new Date(now.getTime() + early), counts: false })
    return { kind: 'not sent', failure: null }
  }
  try {
    await out.handOn(compose({ ...letter, address }, out.sender, keys))
  } catch (error) {
    const failure = readFailure(error)
    await afterFailure(out, { ...letter, address }, failure)
    return { kind: 'not sent', failure }
  }
  await markSent(kysely, letter.id, clock.now())
  return { kind: 'sent' }
}

/** Why a letter does not leave at all; null when it may. */
async function whyNot({ kysely, keys }: Out, letter: WaitingLetter, now: Date): Promise<string | null> {
  const { address, personId, kind, list } = letter
  if (isTooOld(letter, now)) return 'too-late'
  if (address === null) return 'no-address'
  const addressHash = keys.hashAddress(address)
  if (!canBeAnAddress(address)) {
    await addStop(kysely, { addressHash, personId, list: null, reason: 'spoilt' }, now)
    return 'spoilt'
  }
  return (await isStopped(kysely, { addressHash, personId, kind, list: list?.key ?? null }, now)) ? 'not-wanted' : null
}

async function afterFailure(out: Out, letter: WaitingLetter & { address: string }, failure: Failure): Promise<void> {
  const { kysely, clock, keys } = out
  const now = clock.now()
  if (failure.because === 'recipient') {
    const addressHash = keys.hashAddress(letter.address)
    const { personId } = letter
    await addStop(kysely, { addressHash, personId, list: null, reason: 'refused', code: failure.code }, now)
  }
  const at = failure.because === 'later' || failure.because === 'ours' ? nextTry(letter, now) : null
  if (at) await putBack(kysely, letter, { at, problem: failure.problem, counts: true })
  else await markGivenUp(kysely, letter.id, now, failure.problem)
}
