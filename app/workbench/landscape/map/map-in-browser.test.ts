import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriersOn } from '../../../../test/support/accessibility.ts'
import { openBrowser } from '../../../../test/support/browser.ts'
import { drawMap } from './draw-map.ts'
import type { FrameName } from './frame.ts'
import { layOut } from './lay-out.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import { mapStyles } from './map-styles.ts'
import { mapWords } from './map-words.ts'

const root = join(import.meta.dirname, '../../../..')
const pictures = join(root, '.build/map-pictures')
const input = madeUpMapInput()
const layout = layOut(input)
const browser = await openBrowser()

beforeAll(() => mkdirSync(pictures, { recursive: true }))
afterAll(() => browser?.close())

const looks = [
  { frame: 'wide', theme: 'light', boundary: 'place' },
  { frame: 'wide', theme: 'dark', boundary: 'knowing' },
  { frame: 'compact', theme: 'light', boundary: 'place' },
] as const

describe.skipIf(!browser)('the map in a browser', () => {
  it.each(looks)(
    'keeps its names apart and shuts nobody out ($frame, $theme, $boundary)',
    async ({ frame, theme, boundary }) => {
      const { svg } = drawMap({ ...input, you: input.people[0]!.id }, layout, { say: mapWords('en'), frame, boundary })
      const page = await browser!.newPage({ viewport: viewportOf(frame), deviceScaleFactor: frame === 'wide' ? 1 : 2 })
      await page.setContent(pageWith(svg, theme))
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: join(pictures, `${frame}-${theme}-${boundary}.png`) })
      expect(await overlappingNames(page)).toEqual([])
      expect(await barriersOn(page)).toEqual([])
      await page.close()
    },
    120_000,
  )
})

function viewportOf(frame: FrameName) {
  return frame === 'wide' ? { width: 1040, height: 760 } : { width: 390, height: 420 }
}

/** Names whose letters, as the browser sets them, run into each other; leaders and marks not counted. */
function overlappingNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = [...document.querySelectorAll('.map-hill-name, .map-space-name')].map((name) => ({
      text: name.textContent,
      box: name.getBoundingClientRect(),
    }))
    const over: string[] = []
    for (const [i, one] of names.entries()) {
      if (one.box.left < 0 || one.box.right > innerWidth) over.push(`${one.text} leaves the picture`)
      for (const other of names.slice(i + 1)) {
        const [a, b] = [one.box, other.box]
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        // boxes of text are a line high; letters fill the middle of it
        if (wide > 1 && high > 7) over.push(`${one.text} and ${other.text}`)
      }
    }
    return over
  })
}

function pageWith(svg: string, theme: string): string {
  const css = ['app/ui/tokens.css', ...mapStyles.map((name) => `app/workbench/landscape/map/${name}`)].map((name) =>
    readFileSync(join(root, name), 'utf8'),
  )
  const face = (family: string, style: string, file: string) => {
    const font = readFileSync(join(root, 'node_modules/@fontsource-variable', file)).toString('base64')
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:200 900;src:url(data:font/woff2;base64,${font})}`
  }
  const faces = [
    face('Literata', 'italic', 'literata/files/literata-latin-wght-italic.woff2'),
    face('Instrument Sans', 'normal', 'instrument-sans/files/instrument-sans-latin-wght-normal.woff2'),
  ]
  return (
    `<!doctype html><html lang="en" data-theme="${theme}"><title>The map</title><style>body{margin:0;background:var(--open-water)}` +
    `h1{position:absolute;clip-path:inset(50%)}${css.join('')}${faces.join('')}</style><main><h1>The map</h1>${svg}</main></html>`
  )
}
