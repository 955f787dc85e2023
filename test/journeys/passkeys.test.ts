import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { createAuth } from '../../app/people/sessions/auth.ts'
import { letIn, signInLink } from '../../app/people/signing-in/sign-in.ts'
import { openLog } from '../../app/platform/log.ts'
import { webApp } from '../../app/web.ts'
import { build } from '../../bin/build.ts'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { testPost } from '../support/post.ts'

const root = join(import.meta.dirname, '../..')
const browser = await openBrowser()
const { db, owner } = await testDatabase()
const clock = { now: () => new Date() }
const browserFolder = join(await build(root, () => {}), 'browser')

// A passkey belongs to a name, and an address of digits is none: so these pages live at "localhost".
const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' })
await new Promise((resolve) => server.once('listening', resolve))
const origin = `http://localhost:${(server.address() as AddressInfo).port}`
const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin })
const post = testPost(auth.kysely, clock)
const log = openLog('silent')
const app = webApp({ config: { root, origin, local: true }, db, clock, auth, post, log, browserFolder })
await letIn(auth, { email: 'madalena@example.org', name: 'Madalena Carriço' })

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => server.close(resolve))
})

async function inBrowser(one: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<void>) {
  const context = await one.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options })
  try {
    const page = await context.newPage()
    // a busy machine is no failure
    page.setDefaultTimeout(90_000)
    await work(page)
  } finally {
    await context.close()
  }
}

/** A device with a finger on it, which finds passkeys by itself. */
async function giveDevice(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    refuseFinger: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    acceptFinger: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true }),
  }
}

async function signInByLink(page: Page) {
  const made = await signInLink(auth, 'madalena@example.org', '/account/passkeys')
  if (made.kind !== 'made') throw new Error(made.because)
  await page.goto(made.link)
  await page.getByRole('button', { name: 'Sign in now' }).click()
}

describe.skipIf(!browser)('in a browser', () => {
  test.each([
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])(
    'a passkey is added, signs in, confirms and is removed, at $width pixels',
    async (viewport) => {
      await inBrowser(browser!, { viewport }, async (page) => {
        const device = await giveDevice(page)
        await signInByLink(page)
        await page.getByLabel('Name of this passkey').fill(`Phone ${viewport.width}`)
        await page.getByRole('button', { name: 'Add a passkey' }).click()
        await page.getByText('Your passkey is kept.').waitFor()
        expect(await barriersOn(page)).toEqual([])
        expect(await sidewaysOverflow(page)).toBe(0)

        // this device answers by itself what the browser offers in the box for the address; without a finger it does not
        await page.context().clearCookies()
        await device.refuseFinger()
        await page.goto('/sign-in?next=/account')
        expect(await barriersOn(page)).toEqual([])
        await page.getByRole('button', { name: 'Use a passkey' }).click()
        await page.getByText('That did not work').waitFor()
        await device.acceptFinger()
        await page.getByRole('button', { name: 'Use a passkey' }).click()
        await page.getByRole('heading', { name: 'Your account', exact: true }).waitFor()
        await page.context().clearCookies()
        await page.goto('/sign-in?next=/account')
        await page.getByRole('heading', { name: 'Your account', exact: true }).waitFor()

        await owner.query(`update session set confirmed_at = now() - interval '1 day'`)
        await page.goto('/account/passkeys')
        await page.getByRole('heading', { name: 'Confirm it is you' }).waitFor()
        await page.getByRole('button', { name: 'Use a passkey' }).click()
        await page.getByRole('heading', { name: 'Passkeys', exact: true }).waitFor()
        await page.getByRole('button', { name: 'Remove' }).first().click()
        await page.getByText('no longer opens anything here').waitFor()
        expect((await owner.query('select 1 from passkey')).rowCount).toBe(0)
      })
    },
    240_000,
  )

  test('without JavaScript the pages say what is missing, and everything else works', async () => {
    await inBrowser(browser!, { javaScriptEnabled: false }, async (page) => {
      await signInByLink(page)
      await page.getByText('takes JavaScript').waitFor()
      expect(await page.getByRole('button', { name: 'Add a passkey' }).isVisible()).toBe(false)
      await page.context().clearCookies()
      await page.goto('/sign-in')
      expect(await page.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false)
      await page.getByLabel('Your e-mail address').fill('madalena@example.org')
      await page.getByRole('button', { name: 'Send me the link' }).click()
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    })
  }, 120_000)
})
