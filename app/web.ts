import { join } from 'node:path'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { openProvider, type Provider } from './people/oidc/provider.ts'
import type { Auth } from './people/sessions/auth.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/db/database.ts'
import { folderAssets, readAssets } from './platform/http/assets.ts'
import { httpApp } from './platform/http/http.ts'
import { keptPages } from './platform/http/kept-pages.ts'
import type { Lag } from './platform/http/overload.ts'
import { readAddresses } from './platform/http/remote-address.ts'
import { emptiedTogether, emptyWhatIsKept } from './platform/kept-in-memory.ts'
import type { Log } from './platform/log.ts'
import type { Post } from './platform/mail/mail.ts'
import { addRoutes } from './routes.ts'
import { troublePage } from './ui/trouble-page.tsx'
import { uiAssets } from './ui/ui-assets.ts'

export interface WebSettings {
  config: Pick<Config, 'root' | 'origin' | 'local'> &
    Partial<Pick<Config, 'hosts' | 'proxies' | 'blocked' | 'securityContact' | 'oidc'>>
  db: Database
  clock: Clock
  auth: Auth
  post: Post
  log: Log
  /** where the built browser programs lie */
  browserFolder: string
  /** how late this process is with its work */
  lag?: Lag
}

/** The whole web application, ready to be asked: the shell with every route in it. */
export function webApp({ config, db, clock, auth, post, log, browserFolder, lag }: WebSettings): Hono {
  const kept = keptPages()
  emptiedTogether(kept.empty)
  const app = httpApp({
    kept,
    origin: config.origin,
    assets: readAssets([...uiAssets(config.root), ...folderAssets(browserFolder, ['.js'])]),
    clock,
    hosts: config.hosts ?? [],
    ...(config.proxies && { proxies: readAddresses(config.proxies) }),
    blocked: readAddresses(config.blocked ?? []),
    securityContact: config.securityContact ?? null,
    ...(lag && { lag }),
    troublePage,
    onBug: (error, request) => log.error({ error, request }, 'A request failed'),
    onAnswer: (answer) => log.debug(answer),
    ready: () => answers(db),
  })
  db.hear('somebody_forgotten', emptyWhatIsKept)
  db.hear('site_changed', kept.empty)
  const afterwards = (work: () => Promise<void>) => {
    setImmediate(() => void work().catch((error: unknown) => log.error({ error }, 'Work after an answer failed')))
  }
  const provider = providerOf(config, clock, log)
  addRoutes(app, { db, clock }, { auth, post, clock, mailbox: config.local, provider, afterwards })
  return app
}

function providerOf({ oidc, origin }: WebSettings['config'], clock: Clock, log: Log): Provider | null {
  if (!oidc) return null
  const tell: Provider['tell'] = ({ message }) => log.warn({ trouble: message }, 'The provider of sign-in')
  return openProvider({ ...oidc, back: `${origin}/sign-in/elsewhere/back`, clock, tell })
}

/** Where a build keeps its browser programs, seen from the program that runs. */
export function builtBrowserFolder(): string {
  return join(import.meta.dirname, '../browser')
}

async function answers(db: Database): Promise<boolean> {
  try {
    await db.as({ kind: 'nobody' }, (tx) => sql`select 1`.execute(tx))
    return true
  } catch {
    return false
  }
}
