import type { Hono } from 'hono'
import { accountPages } from './account/account-page.tsx'
import { beginPages } from './beginning/begin-pages.tsx'
import { confirmPages } from './confirm/confirm-page.tsx'
import { chooseLanguagePage } from './language-page.ts'
import { accountMail } from './mail/account-mail.tsx'
import { mailboxPages } from './mail/mailbox-pages.tsx'
import { stopPages } from './mail/stop-pages.tsx'
import { elsewherePages } from './oidc/elsewhere-pages.tsx'
import { passkeyAnswers } from './passkeys/passkey-answers.ts'
import { passkeyPages } from './passkeys/passkey-page.tsx'
import { secondStepPages } from './second-step/second-step-page.tsx'
import { setUpPages } from './second-step/set-up-page.tsx'
import { knowWhoAsks } from './sessions/who-asks.ts'
import { type SignInSettings, signInPages } from './signing-in/sign-in-page.tsx'

/**
 * Adds everything about who one is: finding out who asks (so call it before other routes are added), signing in and out, the
 * account, the language, and the mailbox where there is one.
 */
export function addPeopleRoutes(app: Hono, settings: SignInSettings): void {
  const { auth, post } = settings
  const signIn = signInPages(settings)
  const mail = accountMail(settings)
  const stop = stopPages(settings)
  const account = accountPages(auth, mail, settings.doorsFor ?? (async () => []))
  const begin = beginPages(settings)
  const confirm = confirmPages(settings)
  const secondStep = secondStepPages(settings)
  const elsewhere = elsewherePages(settings)
  const passkeys = passkeyPages(settings)
  const passkey = passkeyAnswers(settings)
  const setUp = setUpPages(settings)
  app.use(knowWhoAsks(auth))
  app.get('/sign-in', signIn.ask)
  app.post('/sign-in', signIn.sendLink)
  app.get('/sign-in/confirm', signIn.confirm)
  app.post('/sign-in/confirm', signIn.useLink)
  app.get('/sign-in/code', secondStep.ask)
  app.post('/sign-in/code', secondStep.check)
  app.post('/sign-in/passkey/question', passkey.askSignIn)
  app.post('/sign-in/passkey', passkey.signIn)
  app.get('/sign-in/elsewhere', elsewhere.begin)
  app.get('/sign-in/elsewhere/back', elsewhere.finish)
  app.get('/account/begin', begin.open)
  app.post('/account/begin', begin.begin)
  app.post('/sign-out', signIn.signOut)
  app.get('/confirm', confirm.ask)
  app.post('/confirm', confirm.sendLink)
  app.post('/confirm/code', confirm.checkCode)
  app.post('/confirm/passkey/question', passkey.askConfirm)
  app.post('/confirm/passkey', passkey.confirm)
  app.get('/confirm/link', confirm.openLink)
  app.post('/confirm/link', confirm.useLink)
  app.post('/language', chooseLanguagePage(auth))
  app.get('/account', account.show)
  app.post('/account', account.save)
  app.post('/account/sessions/end', account.endSession)
  app.post('/account/sessions/end-all', account.endAllSessions)
  app.post('/account/mail/lift', mail.lift)
  app.get('/mail/stop/:token', stop.ask)
  app.post('/mail/stop/:token', stop.stop)
  app.post('/mail/stop/:token/again', stop.startAgain)
  app.get('/account/passkeys', passkeys.show)
  app.post('/account/passkeys/question', passkey.askNew)
  app.post('/account/passkeys', passkey.add)
  app.post('/account/passkeys/name', passkeys.rename)
  app.post('/account/passkeys/remove', passkeys.remove)
  app.get('/account/second-step', setUp.show)
  app.post('/account/second-step', setUp.begin)
  app.get('/account/second-step/key.svg', setUp.picture)
  app.post('/account/second-step/first-code', setUp.finish)
  app.post('/account/second-step/recovery-codes', setUp.renew)
  app.post('/account/second-step/off', setUp.switchOff)
  const mailbox = mailboxPages({ post, local: settings.mailbox })
  app.get('/mailbox', mailbox.list)
  app.get('/mailbox/:letter', mailbox.one)
  app.get('/mailbox/:letter/html', mailbox.html)
  app.post('/mailbox/:letter/again', mailbox.tryAgain)
}
