import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawMap } from '../map/draw-map.ts'
import { layOut } from '../map/lay-out.ts'
import { madeUpMapInput } from '../map/made-up-map-input.ts'
import { mapStyles } from '../map/map-styles.ts'
import { mapWords } from '../map/map-words.ts'
import { pictureKey } from './picture-key.ts'
import { pictureWords } from './picture-words.ts'
import { resolveStyles } from './resolve-styles.ts'
import { type PictureParts, setPicture } from './set-picture.ts'
import { inLines } from './set-text.ts'

const input = madeUpMapInput()
const layout = layOut(input)
const root = join(import.meta.dirname, '../../../..')
const css = ['app/ui/tokens.css', ...mapStyles.map((name) => `app/workbench/landscape/map/${name}`)]
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')
const say = pictureWords('en')

function partsFor(id: string | null, more: Partial<PictureParts> = {}): PictureParts {
  const map = drawMap(input, layout, { say: mapWords('en'), boundary: id, softness: 'stacked' })
  const boundary = input.boundaries.find((each) => each.id === id) ?? null
  const entries = pictureKey({ svg: map.svg, boundary }, say)
  return { map, title: 'Sado & <Arrábida>', counts: ['301 people'], entries, cartouche: ['drawn by the team'], ...more }
}
const size = (svg: string) =>
  [/ width="([\d.]+)"/, / height="([\d.]+)"/].map((part) => Number(part.exec(svg)?.[1])) as [number, number]

describe('the map as a picture', () => {
  const picture = resolveStyles(setPicture(partsFor('place'), { kind: 'sheet' }), css)

  test('is one well-formed file that leads nowhere, fetches nothing, and needs no stylesheet and no blur', () => {
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(picture).not.toMatch(/<a |<script|href="(?!#)|url\((?!#)|class=|var\(|color-mix|<filter|filter=/)
    for (const name of ['g', 'text', 'defs', 'mask']) {
      const opened = picture.match(new RegExp(`<${name}[ >]`, 'g'))?.length
      expect(opened, name).toBe(picture.match(new RegExp(`</${name}>`, 'g'))?.length)
    }
  })

  test('says what it shows and who drew it, whatever is in the words', () => {
    expect(picture).toContain('Sado &amp; &lt;Arrábida&gt;')
    for (const said of ['cape side: a person of this side', '301 people', 'drawn by the team'])
      expect(picture).toContain(`>${said}</text>`)
  })

  test('is higher by its key than the map, and without a boundary by less', () => {
    const bare = setPicture(partsFor(null), { kind: 'sheet' })
    expect(size(picture)[1]).toBeGreaterThan(size(bare)[1])
    expect(size(bare)[1]).toBeGreaterThan(partsFor(null).map.height + 100)
  })

  test('has the proportions of its page, and everything on it however long the words are', () => {
    const long = Array.from({ length: 12 }, (_, nth) => `${nth} ${'what nobody knows '.repeat(12)}`)
    const page = setPicture(partsFor('place', { cartouche: long }), { kind: 'page', ratio: Math.SQRT2 })
    const [width, height] = size(page)
    expect(width / height).toBeCloseTo(Math.SQRT2, 2)
    const [, scale, column] = /<g transform="scale\(([\d.]+)\)">(<text.*)$/s.exec(page) ?? []
    expect(Number(scale)).toBeLessThan(1)
    const footAt = [...column!.matchAll(/translate\(0 ([\d.]+)\)/g)].map(([, y]) => Number(y)).at(-1)!
    expect(footAt * Number(scale)).toBeLessThan(height)
  })

  test('is the same to the byte each time', () => {
    expect(resolveStyles(setPicture(partsFor('place'), { kind: 'sheet' }), css)).toBe(picture)
  })
})

describe('the key of a picture', () => {
  const words = (id: string | null) => partsFor(id).entries.map((entry) => entry.words)

  test('explains every sign that is on the map', () => {
    for (const key of ['hill', 'water', 'thin', 'bridge', 'stones', 'strands', 'clearing', 'space_alive'] as const)
      expect(words('place')).toContain(say(key))
    expect(words('place')).toContain(say('boundary', { kind: 'geographic', name: 'The ridge between' }))
    expect(words('place')).toContain(say('space_planned'))
  })

  test('and none that is not', () => {
    const bare = words(null)
    for (const key of ['bridge', 'stones', 'strands', 'tints', 'unknown', 'space_closed', 'space_resting'] as const)
      expect(bare).not.toContain(say(key))
    expect(bare).toContain(say('plain'))
    expect(words('place')).not.toContain(say('plain'))
  })

  test('promises nobody’s own side where none may be shown', () => {
    expect(words('deciding')).toContain(say('plain_only'))
    expect(words('deciding')).toContain(say('side_group', { side: 'makes the rules' }))
    expect(words('deciding').join()).not.toContain('a person of this side')
  })

  test('draws each sign with a sign', () => {
    for (const { glyph, words } of partsFor('place').entries) expect(glyph, words).toMatch(/<(path|rect|circle)/)
  })
})

test('words are broken into lines between words, inside words that are too long, and end with dots', () => {
  const look = { size: 10, face: 'sans', weight: 400 } as const
  expect(inLines('one two three', 1000, look, 3)).toEqual(['one two three'])
  expect(inLines('one two three', 45, look, 3)).toEqual(['one two', 'three'])
  expect(inLines('x'.repeat(300), 100, look, 2)).toHaveLength(2)
  expect(inLines('one two three', 30, look, 2).at(-1)).toMatch(/…$/)
})
