import type { Context, Handler, Hono } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { requireFresh } from '../fresh.ts'
import { signedIn } from '../people.ts'
import { closeDoor, giveInstanceRole, openDoorTo, takeInstanceRole } from './change-instance.ts'
import { type InstanceView, instanceAnswer } from './instance-page.tsx'
import { maySteerTheInstance } from './instance-policy.ts'
import { instanceRoles } from './instance-queries.ts'
import { instanceWords } from './instance-words.ts'

interface Place {
  db: Database
  clock: Clock
}

/** The page of whoever runs the instance, and its forms. Each asks for somebody who lately showed that it is them. */
export function instanceRoutes(app: Hono, place: Place): void {
  app.get(
    '/instance',
    steering(place, (c, view) => instanceAnswer(c, view, { language: languageOf(c) })),
  )
  app.post('/instance/people', steering(place, letIn))
  app.post('/instance/people/:person/closing', steering(place, close))
  app.post('/instance/people/:person/roles', steering(place, give))
  app.post('/instance/people/:person/roles/taken', steering(place, take))
}

type Steering = Place & InstanceView

function steering(place: Place, answer: (c: Context, steering: Steering) => Promise<Response>): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) {
      const back = c.req.method === 'GET' ? '/instance' : '/'
      return c.redirect(`/sign-in?next=${encodeURIComponent(back)}`, 303)
    }
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      if (!(await maySteerTheInstance(tx))) throw forbidden()
      return requireFresh(c) ?? answer(c, { ...place, tx, me: person.id, hasOwnLogins: place.db.hasOwnLogins })
    })
  }
}

async function letIn(c: Context, view: Steering): Promise<Response> {
  const sent = await readForm(c)
  const outcome = await openDoorTo(view.tx, textOf(sent, 'email'))
  if (outcome === 'not-allowed') throw forbidden()
  if (outcome === 'done') return c.redirect('/instance?done=let-in', 303)
  const language = languageOf(c)
  const problems = { email: instanceWords(language)('email_problem') }
  return instanceAnswer(c, view, { language, typed: sent, problems })
}

async function close(c: Context, view: Steering): Promise<Response> {
  const outcome = await closeDoor(view.tx, view.clock, personIn(c))
  if (outcome === 'not-allowed') throw forbidden()
  if (outcome === 'gone') throw notFound()
  return outcome === 'done' ? c.redirect('/instance?done=closed', 303) : refused(c, view, 'close_yourself')
}

async function give(c: Context, view: Steering): Promise<Response> {
  const person = personIn(c)
  const role = roleIn(await readForm(c), person)
  if (!role) return refused(c, view, 'role_problem')
  const outcome = await giveInstanceRole(view.tx, person, role)
  if (outcome === 'not-allowed') throw forbidden()
  if (outcome === 'gone') throw notFound()
  return c.redirect('/instance?done=given', 303)
}

async function take(c: Context, view: Steering): Promise<Response> {
  const person = personIn(c)
  const role = roleIn(await readForm(c), person)
  if (!role) return refused(c, view, 'role_problem')
  const outcome = await takeInstanceRole(view.tx, person, role)
  if (outcome === 'not-allowed') throw forbidden()
  return outcome === 'last-steward' ? refused(c, view, 'last_steward') : c.redirect('/instance?done=taken', 303)
}

function personIn(c: Context): string {
  const id = c.req.param('person')
  if (!isUuid(id)) throw notFound()
  return id
}

function roleIn(sent: Sent, person: string) {
  const wish = textOf(sent, 'role') || textOf(sent, `role.${person}`)
  return instanceRoles.find((one) => one === wish)
}

function refused(c: Context, view: InstanceView, why: 'close_yourself' | 'role_problem' | 'last_steward') {
  const language = languageOf(c)
  return instanceAnswer(c, view, { language, problems: { '': instanceWords(language)(why) } })
}
