import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gallery } from '../../test/support/gallery.tsx'
import { get, testShell } from '../../test/support/web.ts'
import { scaleEnd } from './effect-bar.tsx'
import { readSorting, sortingHref } from './table.tsx'

async function shown(headers: Record<string, string> = {}): Promise<string> {
  const app = testShell()
  app.get('/gallery', gallery)
  return (await app.fetch(get('/gallery', headers))).text()
}

describe('every page', () => {
  test('has one main part, one first heading, and a link to skip to the content', async () => {
    const html = await shown()
    expect(html.match(/<main/g)).toHaveLength(1)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toMatch(/<body><a class="skip" href="#content">/)
  })

  test('holds no script, style or handler of its own, and asks nothing of another site', async () => {
    const html = await shown()
    expect(html).not.toMatch(/<style|<script(?![^>]*src=)|\sstyle="|\son\w+="|javascript:/)
    expect(html.match(/(src|href|action)="(https?:)?\/\//g)).toBeNull()
  })

  test('says its language, and light or dark only when one was chosen', async () => {
    expect(await shown({ cookie: 'language=es' })).toContain('<html lang="es" dir="ltr">')
    expect(await shown({ cookie: 'theme=dark' })).toContain('<html lang="en" dir="ltr" data-theme="dark">')
    expect(await shown({ cookie: 'theme="><script>' })).toContain('<html lang="en" dir="ltr">')
  })

  test('lets the language be changed without JavaScript, and leads back to where one was', async () => {
    expect(await shown()).toMatch(
      /<form class="menu-list" method="post" action="\/language"><input type="hidden" name="back" value="\/gallery"/,
    )
  })

  test('has no id twice', async () => {
    const ids = [...(await shown()).matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })
})

test('dark is the same whether the system or the person chose it', () => {
  const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
  const values = (from: string) => {
    const block = css.slice(css.indexOf(from) + from.length)
    return [...block.slice(0, block.indexOf('}')).matchAll(/(--[\w-]+|color-scheme): ([^;]+);/g)].map(
      (match) => `${match[1]} ${match[2]}`,
    )
  }
  const chosen = values(':root[data-theme="dark"] {')
  expect(chosen.length).toBeGreaterThan(30)
  expect(values(':root:not([data-theme="light"]) {')).toEqual(chosen)
})

test('words on paper, card and well have a contrast of 4.5 at least, light and dark', () => {
  const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
  const [light = '', dark = ''] = [css, css.slice(css.indexOf('data-theme="dark"'))]
  for (const block of [light, dark]) {
    const color = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? '#000000'
    for (const ground of ['paper', 'card', 'sunk'])
      for (const word of ['ink', 'muted', 'river', 'madder', 'tent', 'gold'])
        expect(contrast(color(word), color(ground)), `${word} on ${ground}`).toBeGreaterThan(4.5)
    expect(contrast(color('line-strong'), color('card'))).toBeGreaterThan(3)
  }
})

/** Contrast ratio as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('a table', () => {
  const keys = ['name', 'people'] as const
  const byName = { key: 'name', from: 'up' } as const

  test('is sorted by what the address says, and by its own first order when that is nonsense', () => {
    expect(readSorting(new URL('http://x/?sort=-people'), keys, byName)).toEqual({ key: 'people', from: 'down' })
    expect(readSorting(new URL('http://x/?sort=password'), keys, byName)).toEqual(byName)
  })

  test('turns round when the same heading is followed again, and keeps the rest of the address', () => {
    const url = new URL('http://x/t?boundary=ridge&sort=name')
    expect(sortingHref(url, 'name', byName)).toBe('/t?boundary=ridge&sort=-name')
    expect(sortingHref(url, 'people', byName, true)).toBe('/t?boundary=ridge&sort=-people')
  })
})

test('the scale of effects starts at nothing and ends on a round number beyond the largest', () => {
  expect(scaleEnd([{ kind: 'this', label: '', value: 7.2, high: 9.1 }])).toBe(10)
  expect(scaleEnd([{ kind: 'this', label: '', value: 0.031 }])).toBeCloseTo(0.04)
  expect(scaleEnd([{ kind: 'nothing', label: '', value: 0 }])).toBe(1)
})
