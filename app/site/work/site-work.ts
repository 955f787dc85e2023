import type { MiddlewareHandler } from 'hono'
import { signedIn } from '../../people/people.ts'
import type { Database } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { Navigation } from '../../ui/header.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { showSiteDesk } from '../../ui/site-desk.ts'
import { mayReadTheInbox } from '../contact/inbox/inbox-policy.ts'
import { wroteAnything } from '../discussion/message-queries.ts'
import { mayModerate } from '../discussion/moderation/moderation-policy.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { wroteNotes } from './work-queries.ts'
import { workWords } from './work-words.ts'

/** What of the site somebody may look after. */
interface Rights {
  edits: boolean
  reads: boolean
  moderates: boolean
}

/** What editors look after, and where. */
const ofEditors = [
  ['writing', '/writing'],
  ['pictures', '/writing/pictures'],
  ['event', '/events/new'],
  ['editions', '/handbook/editions'],
  ['supporters', '/supporters/change'],
  ['contact', '/contact/details'],
] as const

/** The doors to what somebody may look after on the site, and to what they wrote on it, for their account page; none for most people. Five queries. */
export async function siteWork(
  db: Database,
  personId: string,
  language: Language,
): Promise<{ href: string; label: string }[]> {
  const say = workWords(language)
  const [edits, reads, moderates, noted, wrote] = await db.as({ kind: 'person', id: personId }, async (tx) => [
    await mayEditTheSite(tx),
    await mayReadTheInbox(tx),
    await mayModerate(tx),
    await wroteNotes(tx),
    await wroteAnything(tx, personId),
  ])
  const doors: { href: string; label: string }[] = edits
    ? ofEditors.map(([key, href]) => ({ href, label: say(key) }))
    : []
  const door = (key: Parameters<typeof say>[0], href: string) => ({ href, label: say(key) })
  if (reads) doors.push(door('inbox', '/inbox'), door('notes', '/notes'))
  if (moderates) doors.push(door('moderation', '/moderation'))
  if (noted) doors.push(door('own_notes', '/account/notes'))
  if (wrote) doors.push(door('messages', '/discussion/mine'))
  return doors
}

/** The same doors in the order of a day's work, each with the addresses behind it; the first that fits is where one stands. */
const desk: readonly [
  key: 'pictures' | 'writing' | 'event' | 'inbox' | 'moderation' | 'notes' | 'editions' | 'supporters' | 'contact',
  href: string,
  icon: IconName,
  behind: RegExp,
  right: keyof Rights,
][] = [
  ['writing', '/writing', 'notebook-pen', /^\/writing(?!\/(pictures|maps)(\/|$))/, 'edits'],
  ['pictures', '/writing/pictures', 'image', /^\/writing\/(pictures|maps)(\/|$)/, 'edits'],
  ['event', '/events/new', 'calendar-days', /^\/events/, 'edits'],
  ['inbox', '/inbox', 'mail', /^\/inbox/, 'reads'],
  ['moderation', '/moderation', 'quote', /^\/moderation/, 'moderates'],
  ['notes', '/notes', 'pencil', /^\/notes/, 'reads'],
  ['editions', '/handbook/editions', 'book-open', /^\/handbook\/editions$/, 'edits'],
  ['supporters', '/supporters/change', 'hand-helping', /^\/supporters\/change$/, 'edits'],
  ['contact', '/contact/details', 'signpost', /^\/contact\/details$/, 'edits'],
]

/** The addresses under `/events` where one is changed; what is sent to an event's own address comes from such a page as well. */
const changesEvents = /^\/events\/(new|import|[^/]+\/(change|guests|times)(\/.*)?)$/

function isAtDesk(method: string, path: string): boolean {
  if (!path.startsWith('/events')) return desk.some(([, , , behind]) => behind.test(path))
  return changesEvents.test(path) || (method === 'POST' && /^\/events(\/[^/]+)?$/.test(path))
}

/**
 * Puts what somebody may look after on the site into the header of every page where it is looked after. Asks before the page does, which
 * often draws within a transaction of its own: two at once of one request could wait for each other.
 */
export function bringSiteDesk(db: Database): MiddlewareHandler {
  return async (c, next) => {
    const { method, path } = c.req
    // a script that saves each few seconds is answered without a header
    const draws = !c.req.header('accept')?.includes('application/json')
    const person = draws && isAtDesk(method, path) ? signedIn(c) : null
    const desk = person && (await siteDesk(db, person.id, languageOf(c), path))
    if (desk) showSiteDesk(c, desk)
    await next()
  }
}

async function siteDesk(
  db: Database,
  personId: string,
  language: Language,
  path: string,
): Promise<Navigation | undefined> {
  const say = workWords(language)
  const rights: Rights = await db.as({ kind: 'person', id: personId }, async (tx) => ({
    edits: await mayEditTheSite(tx),
    reads: await mayReadTheInbox(tx),
    moderates: await mayModerate(tx),
  }))
  const items = desk
    .filter(([, , , , right]) => rights[right])
    .map(([key, href, icon, behind]) => ({ label: say(`short_${key}`), href, icon, current: behind.test(path) }))
  return items.length > 0 ? { items } : undefined
}
