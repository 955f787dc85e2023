import { describe, expect, test } from 'vitest'
import { get, testOrigin } from '../../../../test/support/web.ts'
import type { WholeBook } from '../book.ts'
import { editionOf, fileName } from './edition.ts'
import { keptFile } from './kept-files.ts'
import { harmful, wholeBookOf } from './whole-book.fixture.ts'
import { writeOffline } from './write-offline.ts'

const { app, book, pictures, load, edition, bookOf } = await wholeBookOf()

describe('the book in one file', () => {
  test('asks for nothing: letters and cover are inside, and it forbids the rest itself', async () => {
    const html = new TextDecoder().decode(await writeOffline(edition, pictures))
    expect(html).toContain(`default-src 'none'`)
    expect(html.match(/@font-face/g)?.length).toBe(2)
    expect(html.match(/<img src="data:image\/(jpeg|png);base64,/g)).toHaveLength(2)
    expect(html).not.toMatch(/<(script|link|iframe|object)\b|\bsrc="(?!data:image)|url\((?!data:|#)/)
  })

  test('has every id once, and leads within itself only to what is there', async () => {
    const html = new TextDecoder().decode(await writeOffline(edition, pictures))
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]!)
    expect(ids.filter((id, nth) => ids.indexOf(id) !== nth)).toEqual([])
    const known = new Set(ids)
    const within = [...html.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]!)
    expect(within.length).toBeGreaterThan(120)
    expect(within.filter((id) => !known.has(id))).toEqual([])
  })

  test('holds words that mean harm as the text they are', async () => {
    const html = new TextDecoder().decode(await writeOffline(bookOf(harmful, '<b>"Title" & more'), new Map()))
    expect(html).not.toMatch(/<(script|img|iframe)\b|href="javascript/)
  })
})

describe('a file of the book', () => {
  test('is named after the book and the day of its edition, and made once for it', async () => {
    const name = fileName(edition, 'epub')
    expect(name).toMatch(/^the-strip-where-two-habitats-meet-\d{4}-\d\d-\d\d\.epub$/)
    const front = await app.fetch(get('/handbook'))
    expect(await front.text()).toContain(`href="/handbook/files/${name}"`)
    const answer = await app.fetch(get(`/handbook/files/${name}`))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/epub+zip')
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
    const etag = answer.headers.get('etag')!
    const again = await app.fetch(get(`/handbook/files/${name}`, { 'if-none-match': etag }))
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(keptFile(edition, 'epub', load)).toBe(keptFile(edition, 'epub', load))
    expect(keptFile(bookOf('Other'), 'epub', load)).not.toBe(keptFile(edition, 'epub', load))
  })

  test('leads from the name of an earlier edition to the one that stands, and is nowhere under another ending', async () => {
    const old = await app.fetch(get('/handbook/files/the-strip-2020-01-01.html'))
    expect([old.status, old.headers.get('location')]).toEqual([303, `/handbook/files/${fileName(edition, 'html')}`])
    expect((await app.fetch(get('/handbook/files/book.exe'))).status).toBe(404)
  })

  test('is nowhere while nothing is written', async () => {
    const empty: WholeBook = { ...book, chapters: [] }
    expect(editionOf(empty, testOrigin, 'Untitled')).toBeNull()
  })
})
