import type { Hono } from 'hono'
import { accountPages } from './account-page.tsx'
import { chooseLanguagePage } from './language-page.ts'
import { mailboxPage } from './mailbox-page.tsx'
import { type SignInSettings, signInPages } from './sign-in-page.tsx'
import { knowWhoAsks } from './who-asks.ts'

/**
 * Adds everything about who one is: finding out who asks (so call it before other routes are added), signing in and out, the
 * account, the language, and the mailbox where there is one.
 */
export function addPeopleRoutes(app: Hono, settings: SignInSettings): void {
  const { auth, post } = settings
  const signIn = signInPages(settings)
  const account = accountPages(auth)
  app.use(knowWhoAsks(auth))
  app.get('/sign-in', signIn.ask)
  app.post('/sign-in', signIn.sendLink)
  app.get('/sign-in/confirm', signIn.confirm)
  app.post('/sign-in/confirm', signIn.useLink)
  app.post('/sign-out', signIn.signOut)
  app.post('/language', chooseLanguagePage(auth))
  app.get('/account', account.show)
  app.post('/account', account.save)
  app.post('/account/sessions/end', account.endSession)
  app.post('/account/sessions/end-all', account.endAllSessions)
  app.get('/mailbox', mailboxPage({ post, local: settings.mailbox }))
}
