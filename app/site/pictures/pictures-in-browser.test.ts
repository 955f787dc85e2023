import { afterAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../../test/support/browser.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Theme } from '../../platform/http/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { drawWords } from '../writing/draw-words.ts'
import { readWords } from '../writing/read-words.ts'
import { siteEditor } from '../writing/site-editor.fixture.ts'
import { picturesOf } from './pictures-of.ts'
import { insertPicture } from './pictures-queries.ts'

const browser = await openBrowser()
afterAll(() => browser?.close())
const { db, owner } = await testDatabase()
const editor = await siteEditor(owner)
const nothing = Buffer.from('RIFF')
const size = (hash: string, dark: boolean) => ({ width: 480, height: 300, hash, webp: nothing, avif: nothing, dark })
const [byDay, byNight] = ['d'.repeat(64), 'e'.repeat(64)]
const at = new Date('2027-03-01T09:00:00Z')
await db.as(editor, (tx) =>
  insertPicture(tx, {
    id: uuidv7(),
    name: 'map',
    alt: 'A map',
    at,
    sizes: [size(byDay, false), size(byNight, true)],
  }),
)

/** Which of the two a browser asks for that runs no script. */
async function asked(scheme: 'light' | 'dark', theme: Theme): Promise<string[]> {
  const words = '![A map](picture:map)'
  const picture = await db.as(editor, (tx) => picturesOf(tx, [words], theme))
  const says = { callout: () => '', footnotes: '', back: '' }
  const html = drawWords(readWords(words), { prefix: '', link: () => null, picture, says })
  const context = await browser!.newContext({ javaScriptEnabled: false, colorScheme: scheme })
  const requests: string[] = []
  try {
    const page = await context.newPage()
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: `<!doctype html>${html}` })
      requests.push(
        pathname === `/pictures/${byDay}` ? 'day' : pathname === `/pictures/${byNight}` ? 'night' : pathname,
      )
      return route.fulfill({ status: 404 })
    })
    await page.goto('http://ecotone.test/')
    return requests
  } finally {
    await context.close()
  }
}

describe.skipIf(!browser)('of a picture by day and by night, a browser without scripts loads', () => {
  test.each([
    ['light', 'system', 'day'],
    ['dark', 'system', 'night'],
    ['dark', 'light', 'day'],
    ['light', 'dark', 'night'],
  ] as const)('where the system is %s and %s was chosen, the one by %s', async (scheme, theme, one) => {
    expect(await asked(scheme, theme)).toEqual([one])
  })
})
