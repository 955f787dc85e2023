import type { Context } from 'hono'
import { type Sent, textOf } from '../../../platform/http/body.ts'
import { pathIn } from '../../visit.tsx'
import type { HeldForm } from './held-form.tsx'

/** Where the check leads back to: pages of the landscape by fixed names, so that no address leads anywhere else. */
const places = ['landscape', 'people', 'history'] as const
export type CameFrom = (typeof places)[number]

/** Where somebody came from: as the address or the form says, or by the form that waits inside; the landscape when nothing says. */
export function cameFrom(
  c: Context,
  landscape: { slug: string },
  sent: Sent = {},
  held: HeldForm | null = null,
): CameFrom {
  const said = textOf(sent, 'from') || c.req.query('from')
  const within = held?.action.slice(pathIn(landscape).length + 1).split(/[/?]/)[0]
  return places.find((one) => one === said) ?? places.find((one) => one === within) ?? 'landscape'
}
