import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriersOn } from '../../../../../../test/support/accessibility.ts'
import { openBrowser } from '../../../../../../test/support/browser.ts'
import { living, livingPage, mapIsland } from '../living-page.fixture.ts'
import { livingScene } from '../living-scene.fixture.ts'
import { packMap, type SentMap } from '../sent-map.ts'

const browser = await openBrowser({ graphics: 'tests' })
let island = ''
const scene = livingScene(null)
const crews = scene.head.hills.find(({ id }) => id === 'crews')!

beforeAll(async () => {
  island = await mapIsland()
}, 120_000)
afterAll(() => browser?.close())

/** The map for somebody who may move hills; a summit may lie beside the place that is moved. */
function withMoving(map: SentMap): SentMap {
  const places = Object.fromEntries(map.head.hills.map(({ id, x, y }) => [id, [x + 5, y - 5] as const]))
  return {
    ...map,
    head: { ...map.head, moving: { address: '/api/practices', free: 'free', places, pins: { laboratory: '7' } } },
  }
}

interface Asked {
  method: string
  path: string
  body: { to: { x: number; y: number }; based: string } | null
}

/** The page in a browser with what it asks of the server, which answers like this. */
async function opened(map: SentMap, answer: { status: number; json: unknown }): Promise<{ tab: Page; asked: Asked[] }> {
  const tab = await livingPage(browser!, { island, answer: { status: 200, body: Buffer.from(packMap(map)) } })
  const asked: Asked[] = []
  await tab.route('**/api/**', (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    asked.push({ method: request.method(), path: pathname + search, body: request.postDataJSON() as Asked['body'] })
    return route.fulfill({ status: answer.status, json: answer.json })
  })
  await living(tab)
  // the fixture has the tools of everybody
  await tab.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Move hills' })
    button.dataset['do'] = 'move-hills'
    button.setAttribute('aria-pressed', 'false')
    document.querySelector('.map-tools')!.append(button)
  })
  return { tab, asked }
}

const patience = { timeout: 30_000 }
const moved = { status: 200, json: { kind: 'moved', x: 1, y: 2, sign: '8', clamped: false, places: '1.0.1.5' } }
const sentence = (tab: Page) => tab.locator('[data-chosen="sentence"]').textContent()

describe.skipIf(!browser)('moving hills', () => {
  it('drags a hill by its name with its people, keeps it, and opens the map again where one looks', async () => {
    const { tab, asked } = await opened(withMoving(scene), moved)
    await tab.locator('[data-do="move-hills"]').click()
    expect(await tab.locator('[data-do="move-hills"]').getAttribute('aria-pressed')).toBe('true')
    expect(await sentence(tab)).toContain('Drag a summit to where it should lie')
    expect(await tab.locator('.map-hint').isVisible()).toBe(false)
    const { x, y, width, height } = (await tab.locator('a.map-link-hill[href="/hill/crews"]').boundingBox())!
    await tab.mouse.move(x + width / 2, y + height / 2)
    await tab.mouse.down()
    await tab.mouse.move(x + width / 2 + 80, y + height / 2 - 30, { steps: 5 })
    expect(await tab.locator('.map-ghost-people').count()).toBe(1)
    await tab.mouse.up()
    await tab.waitForFunction(() =>
      document.querySelector('[data-chosen="sentence"]')?.textContent?.includes('lies here now'),
    )
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ method: 'PUT', path: '/api/practices/crews/place', body: { based: 'free' } })
    const { to } = asked[0]!.body!
    expect(to.x).toBeGreaterThan(crews.x + 5 + 20)
    expect(to.y).toBeLessThan(crews.y - 5)
    expect(await tab.locator('.map-ghost').count()).toBe(0)
    // still moving hills, on the map that was opened again, with the signs of those that were put somewhere
    await tab.waitForFunction(() => document.querySelectorAll('living-map > canvas').length === 1)
    expect(await tab.locator('living-map.is-moving-hills').count()).toBe(1)
    expect(await tab.locator('.map-pin').count()).toBe(1)
    expect(await barriersOn(tab)).toEqual([])
    await tab.getByRole('button', { name: 'Let it go back' }).click()
    await expect
      .poll(() => asked.at(-1), patience)
      .toMatchObject({ method: 'DELETE', path: '/api/practices/crews/place?based=8' })
    await tab.close()
  }, 120_000)

  it('moves a hill by keys alone: lifted by an arrow, put down by Enter, left by Escape', async () => {
    const { tab, asked } = await opened(withMoving(scene), moved)
    const hill = tab.locator('a.map-link-hill[href="/hill/crews"]')
    await hill.focus()
    const key = async (...names: string[]) => {
      for (const name of names) await tab.keyboard.press(name)
    }
    // not switched on, an arrow goes on to the next hill
    await key('ArrowRight')
    expect(await tab.locator('.map-ghost').count()).toBe(0)
    await tab.locator('[data-do="move-hills"]').click()
    await hill.focus()
    await key('ArrowRight', 'ArrowRight', 'Shift+ArrowDown')
    expect(await sentence(tab)).toContain('is lifted')
    expect(await tab.locator('.map-ghost').count()).toBe(1)
    await key('Escape')
    expect(await tab.locator('.map-ghost').count()).toBe(0)
    expect(asked).toEqual([])
    expect(await tab.locator('living-map.is-moving-hills').count()).toBe(1)
    await hill.focus()
    await key('ArrowLeft', 'Enter')
    await expect.poll(() => asked.length, patience).toBe(1)
    expect(asked[0]!.body!.to.x).toBeLessThan(crews.x + 5)
    expect(asked[0]!.body!.to.y).toBeCloseTo(crews.y - 5, 1)
    await tab.close()
  }, 120_000)

  it('says when somebody else moved it meanwhile, and overwrites nothing', async () => {
    const { tab } = await opened(withMoving(scene), { status: 409, json: { detail: 'moved-meanwhile' } })
    await tab.locator('[data-do="move-hills"]').click()
    await tab.locator('a.map-link-hill[href="/hill/crews"]').focus()
    await tab.keyboard.press('ArrowLeft')
    await tab.keyboard.press('Enter')
    await expect.poll(() => sentence(tab), patience).toContain('Somebody else moved')
    await tab.close()
  }, 120_000)

  it('gives a hint on the map of a phone alone, where the panel would cover it, and only while hills are moved', async () => {
    const { tab } = await opened(withMoving(scene), moved)
    await tab.setViewportSize({ width: 390, height: 844 })
    const hint = tab.locator('.map-hint')
    await expect.poll(() => tab.locator('.map-signs').getAttribute('viewBox'), patience).toContain('0 0 390')
    expect(await hint.isVisible()).toBe(false)
    await tab.locator('[data-do="move-hills"]').click()
    expect(await hint.isVisible()).toBe(true)
    expect(await tab.locator('.map-chosen').isVisible()).toBe(false)
    await tab.locator('[data-do="move-hills"]').click()
    expect(await hint.isVisible()).toBe(false)
    await tab.close()
  }, 120_000)

  it('lets nobody move hills who may not', async () => {
    const { tab } = await opened(scene, moved)
    await tab.locator('[data-do="move-hills"]').click()
    expect(await tab.locator('living-map.is-moving-hills').count()).toBe(0)
    await tab.close()
  }, 120_000)
})
