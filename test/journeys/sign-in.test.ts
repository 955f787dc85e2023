import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { addPeopleRoutes } from '../../app/people/people-routes.ts'
import { createAuth } from '../../app/people/sessions/auth.ts'
import { letIn } from '../../app/people/signing-in/sign-in.ts'
import { page as uiPage } from '../../app/ui/page.tsx'
import { barriersOn, sidewaysOverflow } from '../support/accessibility.ts'
import { openBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { gallery } from '../support/gallery.tsx'
import { testPost } from '../support/post.ts'
import { testShell } from '../support/web.ts'

const browser = await openBrowser()
const { db } = await testDatabase()
const clock = { now: () => new Date() }

const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' })
await new Promise((resolve) => server.once('listening', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin })
const post = testPost(auth.kysely, clock)
const app = testShell({ origin })
addPeopleRoutes(app, { auth, post, clock, mailbox: true, afterwards: (work) => void work() })
app.get('/', (c) => uiPage(c, { title: 'Ecotone' }, 'First page'))
app.get('/gallery', gallery)
await letIn(auth, { email: 'madalena@example.org', name: 'Madalena Carriço' })

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => server.close(resolve))
})

async function inBrowser(browser: Browser, options: BrowserContextOptions, work: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options })
  try {
    await work(await context.newPage())
  } finally {
    await context.close()
  }
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const shots = process.env['ECOTONE_SHOTS']

/** Looks at a page as everybody may meet it: no barrier, no scrolling sideways. */
async function look(page: Page, name: string) {
  expect(await barriersOn(page), name).toEqual([])
  expect(await sidewaysOverflow(page), name).toBe(0)
  if (shots) await page.screenshot({ path: `${shots}/${name}-${page.viewportSize()?.width}.png`, fullPage: true })
}

describe.skipIf(!browser)('in a browser', () => {
  test.each(sizes)('a person signs in without JavaScript, at $width pixels', async (viewport) => {
    await inBrowser(browser!, { viewport, javaScriptEnabled: true }, async (page) => {
      // Scripts are switched on only for the accessibility check: the one for passkeys is not there.
      await page.goto('/sign-in?next=/account')
      await look(page, 'sign-in')
      await page.getByLabel('Your e-mail address').fill('madalena')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/sign-in')
      await look(page, 'sign-in-refused')
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('problems')
      await page.getByRole('link', { name: 'Write an e-mail address' }).click()
      await page.getByLabel('Your e-mail address').fill('madalena@example.org')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
      await look(page, 'sent')
      await page.getByRole('link', { name: 'Open the mailbox' }).click()
      await look(page, 'mailbox')
      await page
        .getByRole('link', { name: /confirm/ })
        .first()
        .click()
      await look(page, 'confirm')
      await page.getByRole('button', { name: 'Sign in now' }).click()
      await page.getByRole('heading', { name: 'Your account', exact: true }).waitFor()
      await look(page, 'account')
    })
  })

  test('the language and light or dark are chosen by hand and kept', async () => {
    await inBrowser(browser!, { viewport: sizes[1]!, locale: 'en-GB', javaScriptEnabled: false }, async (page) => {
      await page.goto('/nothing-here')
      await page.getByLabel('Language: English').click()
      await page.getByRole('button', { name: 'Português' }).click()
      expect(await page.locator('html').getAttribute('lang')).toBe('pt')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Não há nada neste endereço')
    })
  })

  test.each(['light', 'dark'] as const)(
    'every part of the shell is open to everybody, in the %s',
    async (colorScheme) => {
      for (const viewport of sizes) {
        await inBrowser(browser!, { viewport, colorScheme }, async (page) => {
          await page.goto('/gallery')
          await look(page, `gallery-${colorScheme}`)
        })
      }
    },
  )

  test('the first stop of the keyboard leads past the header', async () => {
    await inBrowser(browser!, { viewport: sizes[0]! }, async (page) => {
      await page.goto('/account')
      await page.goto('/')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    })
  })

  test('nothing is asked of another site', async () => {
    await inBrowser(browser!, { viewport: sizes[0]! }, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).origin))
      await page.goto('/gallery')
      expect(new Set(asked)).toEqual(new Set([origin]))
    })
  })
})
