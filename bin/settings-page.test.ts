import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsPage } from './settings-page.ts'

test('the page of settings says what the program reads; node bin/settings-page.ts writes it anew', async () => {
  const written = await readFile(join(import.meta.dirname, '../docs/running/settings.md'), 'utf8')
  expect(written).toBe(settingsPage())
})
