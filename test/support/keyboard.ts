import type { Locator, Page } from 'playwright-core'

/** Goes through the page by Tab until it is there; a page that never leads there is a failure. */
export async function reach(page: Page, there: Locator): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    if (await there.evaluate((one) => one === document.activeElement || one.contains(document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not lead there')
}

/** Goes by a key to the link or button of that name, and presses it. */
export async function press(page: Page, name: string, by = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    const here = await page.evaluate(() => {
      const at = document.activeElement
      return (
        at?.getAttribute('aria-label') ??
        at?.querySelector('[aria-label]')?.getAttribute('aria-label') ??
        at?.textContent
      )
    })
    if (here?.trim() === name) return page.keyboard.press('Enter')
    await page.keyboard.press(by)
  }
  throw new Error(`the keyboard does not lead to "${name}"`)
}
