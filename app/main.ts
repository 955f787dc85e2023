import { keepTombstones } from './backup/keep-tombstones.ts'
import { firstStart } from './first-start.ts'
import { jobs, recurringJobs } from './jobs.ts'
import { createAuth } from './people/sessions/auth.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, readConfig } from './platform/config.ts'
import { watchLag } from './platform/http/overload.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { keptSecret } from './platform/kept-secret.ts'
import { listen } from './platform/listen.ts'
import { openLog } from './platform/log.ts'
import { openPost } from './platform/mail/mail.ts'
import { sendSoon } from './platform/mail/send-soon.ts'
import { openSmtp } from './platform/mail/smtp.ts'
import { openBrowser } from './platform/open-browser.ts'
import { readyDatabase } from './ready-database.ts'
import { builtBrowserFolder, webApp } from './web.ts'

/** Says one plain line to whoever started the program. */
const tell = (line: string) => void process.stdout.write(`${line}\n`)

/** Joins everything, listens, and gives the function that ends it all. */
async function start(config: Config): Promise<() => Promise<void>> {
  const began = performance.now()
  const log = openLog(config.logLevel)
  const clock = systemClock
  const database = await plainly(readyDatabase(config, tell, { rolls: true }))
  const { db, url, queueUrl } = database
  const ending: (() => Promise<void>)[] = [() => database.close()]
  const end = async () => {
    for (const step of ending.splice(0).reverse())
      await step().catch((error: unknown) => log.error({ error }, 'Stopping was not clean'))
  }
  try {
    const secret = config.secret ?? (await keptSecret(config.dataFolder, 'secret'))
    const auth = createAuth({ pool: db.pools.auth, secret, origin: config.origin })
    const handOn = config.smtpUrl ? openSmtp({ url: config.smtpUrl, dkim: config.dkim }) : null
    if (handOn) ending.push(async () => handOn.close())
    const { origin, mailFrom: from, mailReplyTo: replyTo, mailBounces: bounces } = config
    const post = openPost({ kysely: auth.kysely, clock, from, replyTo, bounces, origin, secret, handOn })
    const app = webApp({ config, db, clock, auth, post, log, browserFolder: builtBrowserFolder(), lag: watchLag() })
    ending.push(
      keepTombstones({ db, url, dataFolder: config.dataFolder }, (error) =>
        log.error({ error }, 'The list of tombstones was not written'),
      ),
    )
    // a page kept before the program hears of changes would stay as it was
    await db.listening()
    const server = await plainly(listen(app.fetch, config))
    ending.push(() => server.close(2000))
    const running = await runJobs({
      db,
      url: queueUrl,
      jobs,
      recurring: recurringJobs(post),
      clock,
      log: (line) => log.info(line),
    })
    ending.push(() => running.stop())
    // What was put into the queue in a transaction goes out as soon as that is done; the job of each minute takes the rest.
    if (handOn) {
      const stopping = new AbortController()
      ending.push(async () => stopping.abort())
      db.hear('mail', sendSoon(post, stopping.signal))
    }

    const first = await firstStart({ db, clock, auth, config, tell })
    const address = config.port === 0 ? `http://localhost:${server.port}` : config.origin
    tell(
      `Ecotone is ready on ${address} (after ${((performance.now() - began) / 1000).toFixed(1)} s). Ctrl-C stops it.`,
    )
    if (first) {
      tell(`Sign in as the first convener with this link; it works once, within the hour:\n  ${first.link}`)
      if (config.openBrowser) openBrowser(first.link)
    } else tell('To sign in: bin/ecotone sign-in <e-mail>, or ask for a link on the page.')
    return end
  } catch (error) {
    await end()
    throw error
  }
}

/** A message for whoever started the program; where in the program it arose does not help them. */
class Plain extends Error {}

async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new Plain((cause as Error).message, { cause })
  }
}

let stop: (() => Promise<void>) | null = null
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await stop?.()
    process.exit(0)
  })
}

try {
  stop = await start(await plainly(Promise.resolve().then(() => readConfig())))
} catch (error) {
  process.stderr.write(`${error instanceof Plain ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exit(1)
}
