import type { Context } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { factsOf } from '../../../platform/http/request.ts'
import { isUuid, uuidv7 } from '../../../platform/uuid.ts'
import { addressOf } from '../../writing/address-of.ts'
import { type DiscussionPlace, type Reason, reasons } from '../discussion.ts'
import { tellOfDecision } from '../discussion-letters.ts'
import { pathOfMessage } from '../message-pages.tsx'
import { placeOfMessage } from '../message-queries.ts'
import {
  type Deed,
  deeds,
  findMessage,
  type LookedThrough,
  lookedThrough,
  moderateMessage,
} from './moderation-queries.ts'

/** The deed that brings a message back to where it stood. */
export const backOf: Record<LookedThrough, Deed> = { held: 'hold', shown: 'show', hidden: 'hide' }

/**
 * `POST /moderation/:message`: shows, hides (with a reason) or holds again what a moderator read, signs it in the log, and tells whoever wrote
 * it. Words that were changed since are read again first.
 */
export async function moderate(c: Context, tx: Tx, { clock, seal }: DiscussionPlace): Promise<Response> {
  const id = c.req.param('message')
  const before = isUuid(id) ? await findMessage(tx, id) : null
  if (!before) throw notFound()
  const wish = readWish(await readForm(c), before.id)
  if (!wish) return c.redirect('/moderation', 303)
  if (wish.what === 'hide' && !wish.reason) return c.redirect(`/moderation?state=${wish.list}&reasonless`, 303)
  // what they decide is signed, and a name that was made of an address is none
  const { guessed, name: moderator } = requirePerson(c)
  if (guessed) return c.redirect(`/moderation?state=${wish.list}&nameless`, 303)
  const at = clock.now()
  const list = `/moderation?state=${wish.list}`
  const became = await moderateMessage(tx, { id: uuidv7(at.getTime()), messageId: before.id, ...wish, at })
  if (became === 'changed') return c.redirect(`${list}&changed`, 303)
  if (became === 'none') return c.redirect(list, 303)
  const { origin } = factsOf(c)
  if (wish.what === 'show')
    await tellOfDecision(tx, clock, seal, before, {
      kind: 'show',
      link: origin + pathOfMessage(addressOf(before), { id: before.id, nth: await placeOfMessage(tx, before.id) }),
    })
  if (wish.what === 'hide' && wish.reason)
    await tellOfDecision(tx, clock, seal, before, {
      kind: 'hide',
      reason: wish.reason,
      moderator,
      rules: `${origin}/discussion/rules`,
    })
  const reason = before.reason ? `&reason=${before.reason}` : ''
  return c.redirect(`${list}&done=${before.id}&was=${before.state}${reason}#done`, 303)
}

function readWish(
  sent: Sent,
  id: string,
): { what: Deed; reason: Reason | null; round: number; list: LookedThrough } | null {
  const what = deeds.find((one) => one === textOf(sent, 'deed'))
  const said = textOf(sent, `reason-${id}`) || textOf(sent, 'reason')
  const reason = reasons.find((one) => one === said) ?? null
  const round = Number(textOf(sent, 'round'))
  const list = lookedThrough.find((one) => one === textOf(sent, 'state')) ?? 'held'
  if (!what || !Number.isInteger(round) || round < 1 || round > 1e9) return null
  return { what, reason: what === 'hide' ? reason : null, round, list }
}
