import { expect, test } from 'vitest'
import { type Painted, type Painter, painter } from './paint-picture.ts'
import type { PaintTask } from './picture-worker.ts'

const counting = new URL('./counting-painter.fixture.ts', import.meta.url)
const hanging = new URL('./hanging-painter.fixture.ts', import.meta.url)
const task = (svg: string): Extract<PaintTask, { format: 'png' }> => ({
  format: 'png',
  svg,
  width: 320,
  dotsPerInch: null,
})
const small = (words = 'Word') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" height="32" fill="#e4e8e0"/><text x="4" y="20" font-family="Literata" font-size="12">${words}</text></svg>`
let people = 0
/** A picture of somebody who asks for no other. */
async function paintBy(paints: Painter, what: PaintTask, signal?: AbortSignal): Promise<Painted> {
  people += 1
  const room = paints.roomFor(`somebody ${people}`)
  if (typeof room === 'string') throw new Error(room)
  return room.paint(what, signal).finally(() => room.leave())
}
const text = (painted: { kind: string; bytes?: Uint8Array }) => Buffer.from(painted.bytes ?? []).toString()

test('a PNG is painted in the size and for the paper that was asked for', async () => {
  const painted = await paintBy(painter(), { ...task(small()), dotsPerInch: 300 })
  if (painted.kind !== 'painted') throw new Error(painted.kind)
  const bytes = Buffer.from(painted.bytes)
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([320, 160])
  expect(bytes.indexOf('pHYs')).toBe(37)
  expect(bytes.readUInt32BE(41)).toBe(11_811)
})

test('a PDF has pages of its paper, a title, a language, a description, and its faces inside', async () => {
  const painted = await paintBy(painter(), {
    format: 'pdf',
    svg: small('Cais'),
    width: 297,
    height: 210,
    language: 'pt',
    title: 'Costa #strong[x]',
    author: 'a equipa',
    description: 'Colinas e água "aberta" \\ #panic()',
    words: { title: 'O mapa em palavras', sentences: ['#panic("said by somebody")', 'Duas colinas.'] },
    seconds: 0,
  })
  if (painted.kind !== 'painted') throw new Error(JSON.stringify(painted))
  const plain = Buffer.from(painted.bytes).toString('latin1')
  expect(plain.slice(0, 5)).toBe('%PDF-')
  for (const part of ['/Lang (pt', '/MediaBox [0 0 841', 'pdfuaid:part', '/StructTreeRoot', '/FontFile2', 'dc:title'])
    expect(plain, part).toContain(part)
})

test('each picture has a process of its own, which knows no setting of this one, and is painted once', async () => {
  const paints = painter({}, counting)
  const [one, same, other] = await Promise.all([
    paintBy(paints, task('a')),
    paintBy(paints, task('a')),
    paintBy(paints, task('b')),
  ])
  expect(text(one)).toMatch(/^\d+ /)
  expect(text(one)).not.toContain('PATH')
  expect(text(same)).toBe(text(one))
  expect(text(other)).not.toBe(text(one))
  expect(text(await paintBy(paints, task('a')))).toBe(text(one))
})

test('what was painted long ago makes room', async () => {
  const paints = painter({ kept: 4 }, counting)
  const first = text(await paintBy(paints, task('a')))
  await paintBy(paints, task('b'))
  expect(text(await paintBy(paints, task('a')))).not.toBe(first)
})

test('a painter that hangs is ended, and one that falls takes nothing with it', async () => {
  expect((await paintBy(painter({ time: 300 }, hanging), task('a'))).kind).toBe('failed')
  const paints = painter({}, counting)
  expect((await paintBy(paints, task('broken'))).kind).toBe('failed')
  expect((await paintBy(paints, task('whole'))).kind).toBe('painted')
})

test('whoever has a picture in the making gets no second one until it is there', async () => {
  const paints = painter({}, counting)
  const room = paints.roomFor('ana')
  if (typeof room === 'string') throw new Error(room)
  expect(paints.roomFor('ana')).toBe('own')
  expect(typeof paints.roomFor('rui')).toBe('object')
  await room.paint(task('a'))
  room.leave()
  expect(typeof paints.roomFor('ana')).toBe('object')
})

test('when too many wait, the next is told so before anything is drawn', () => {
  const paints = painter({ waiting: 1 }, hanging)
  expect(['ana', 'rui', 'eva'].map((who) => paints.roomFor(who)).at(-1)).toBe('busy')
})

test('a picture that nobody waits for any more is stopped, and the next has its turn', async () => {
  const paints = painter({ time: 600_000 }, hanging)
  const [one, other, waiting] = [new AbortController(), new AbortController(), new AbortController()]
  const both = [paintBy(paints, task('a'), one.signal), paintBy(paints, task('a'), other.signal)]
  const next = paintBy(paints, task('b'), waiting.signal)
  one.abort()
  expect((await both[0])!.kind).toBe('stopped')
  waiting.abort()
  other.abort()
  expect((await both[1])!.kind).toBe('stopped')
  expect((await next).kind).toBe('stopped')
  // would wait ten minutes if the first still held the only turn
  const last = new AbortController()
  const turned = paintBy(paints, task('c'), last.signal)
  last.abort()
  expect((await turned).kind).toBe('stopped')
})
