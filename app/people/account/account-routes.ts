import type { Hono } from 'hono'
import type { Database } from '../../platform/db/database.ts'
import { addressPages } from '../address/address-page.tsx'
import { closingPages } from '../closing/closing-page.tsx'
import { linkedProviders } from '../oidc/linked-providers.tsx'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { tokenPages } from '../tokens/token-page.tsx'

export interface AccountSettings extends SignInSettings {
  db: Database
  /** the landscapes that somebody sees; handed in, since they are known further up */
  landscapesOf(personId: string): Promise<{ id: string; name: string }[]>
}

/** Adds what somebody does with their account as a whole: programs that act for them, another address, closing it. */
export function addAccountRoutes(app: Hono, settings: AccountSettings): void {
  const tokens = tokenPages(settings)
  const address = addressPages(settings)
  const closing = closingPages(settings)
  app.get('/account/tokens', tokens.show)
  app.post('/account/tokens', tokens.make)
  app.post('/account/tokens/roll', tokens.roll)
  app.post('/account/tokens/end', tokens.end)
  const elsewhere = linkedProviders(settings.auth)
  app.post('/account/elsewhere/unlink', elsewhere.unlink)
  app.post('/account/elsewhere/allow', elsewhere.allow)
  app.get('/account/address', address.show)
  app.post('/account/address', address.ask)
  app.get('/address/confirm', address.open)
  app.post('/address/confirm', address.confirm)
  app.get('/address/not-me', address.openNotMe)
  app.post('/address/not-me', address.notMe)
  app.get('/account/close', closing.show)
  app.post('/account/close', closing.close)
}
