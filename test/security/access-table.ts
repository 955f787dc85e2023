import { accessOverApi } from './access-over-api.ts'
import { accessToLandscapes } from './access-to-landscapes.ts'
import type { Expected } from './who-may.ts'

/**
 * Every address of the program, and who may. A new route needs a line here or in one of the two parts: think of who must not get in
 * before writing it.
 */
export const accessTable: Record<string, Expected> = {
  'GET /assets/*': { who: 'anybody' },
  'GET /healthz': { who: 'anybody' },
  'GET /readyz': { who: 'anybody' },
  'GET /.well-known/security.txt': { who: 'anybody' },
  'GET /robots.txt': { who: 'anybody' },
  'GET /sitemap.xml': { who: 'anybody' },
  'GET /': { who: 'anybody' },
  'GET /about': { who: 'anybody' },
  'GET /privacy': { who: 'anybody' },
  'GET /sketch': { who: 'anybody' },
  'GET /sign-in': { who: 'anybody' },
  'POST /sign-in': { who: 'anybody', form: { email: 'nobody@example.org' } },
  'GET /sign-in/confirm': { who: 'anybody' },
  'POST /sign-in/confirm': { who: 'anybody', form: { token: 'none' } },
  'GET /sign-in/code': { who: 'anybody' },
  'POST /sign-in/code': { who: 'anybody', form: { code: '000000' } },
  'POST /sign-out': { who: 'anybody' },
  'GET /confirm': { who: 'signed in' },
  'POST /confirm': { who: 'signed in', form: { next: '/account' } },
  'POST /confirm/code': { who: 'signed in', form: { code: '000000' } },
  'GET /confirm/link': { who: 'signed in' },
  'POST /confirm/link': { who: 'signed in', form: { token: 'none' } },
  'POST /language': { who: 'anybody', form: { language: 'en' } },
  'GET /mailbox': { who: 'on this machine' },
  'GET /mailbox/:letter': { who: 'on this machine' },
  'GET /mailbox/:letter/html': { who: 'on this machine' },
  'POST /mailbox/:letter/again': { who: 'on this machine' },
  'POST /account/mail/lift': { who: 'signed in', form: { stop: 'none' } },
  'GET /mail/stop/:token': { who: 'anybody' },
  'POST /mail/stop/:token': { who: 'anybody', form: { 'List-Unsubscribe': 'One-Click' } },
  'POST /mail/stop/:token/again': { who: 'anybody' },
  'GET /account': { who: 'signed in' },
  'POST /account': { who: 'signed in', form: { name: 'Somebody' } },
  'POST /account/sessions/end': { who: 'signed in', form: { session: 'none' } },
  'POST /account/sessions/end-all': { who: 'anybody' },
  'GET /account/second-step': { who: 'signed in' },
  'POST /account/second-step': { who: 'signed in' },
  'GET /account/second-step/key.svg': { who: 'signed in' },
  'POST /account/second-step/first-code': { who: 'signed in', form: { code: '000000' } },
  'POST /account/second-step/recovery-codes': { who: 'signed in' },
  'POST /account/second-step/off': { who: 'signed in' },
  'GET /welcome': { who: 'signed in' },
  ...accessToLandscapes,
  ...accessOverApi,
}
