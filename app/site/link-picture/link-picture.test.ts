import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { element } from '../../platform/write-xml.ts'
import { pictureFaces } from '../../workbench/landscape/picture/picture-faces.ts'
import { drawLinkPicture } from './draw-link-picture.ts'
import { linkPicturePainter } from './paint-link-picture.ts'
import { wrapTitle } from './wrap-title.ts'

const contours = readFileSync(join(import.meta.dirname, '../../ui/contours.svg'), 'utf8')
const long =
  'Como é que uma conversa entre pescadores, enfermeiras e investigadoras do estuário mudou aquilo que todos nós julgávamos saber sobre a maré da madrugada'
const titles = [
  'Seen, at last',
  'What we got wrong with the mudbank map',
  long,
  'WWW MMM WWW MMM WWW MMM WWW MMM WWW MMM',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
  `${long} ${long} ${long}`,
  '',
]

/** How wide a line really comes out, as it is painted. */
function painted(words: string, size: number): number {
  const text = element(
    'text',
    { x: 0, y: 200, 'font-size': size, 'font-family': 'Literata', 'font-weight': 500 },
    words,
  )
  const svg = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: 3000, height: 400 }, [text])
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: pictureFaces() } }).getBBox()?.width ?? 0
}

describe('a title on the picture that goes with a link', () => {
  test.each(titles)('keeps within its lines: %s', (title) => {
    const { lines, size } = wrapTitle(title, 980)
    expect(lines.length).toBeLessThanOrEqual(6)
    expect(lines.length * size * 1.14).toBeLessThan(330)
    for (const line of lines) expect(painted(line, size), line).toBeLessThanOrEqual(1_000)
    if (title.length < 200) expect(lines.join(' ').replaceAll(' ', '')).toBe(title.replaceAll(' ', ''))
    else expect(lines.at(-1)).toMatch(/…$/)
  })

  test('is as large as there is room for', () => {
    expect(wrapTitle('Seen, at last', 980).size).toBe(84)
    expect(wrapTitle(long, 980).size).toBeLessThan(60)
  })
})

describe('the picture that goes with a link', () => {
  const said = { part: 'Blog', title: '<b>&"Tide"</b>', names: 'Ana & Zé', day: '1 March 2027' }

  test('is a PNG of 1200 × 630, painted once for what is on it', async () => {
    const paint = linkPicturePainter()
    const svg = drawLinkPicture(said, contours)
    const [png, again] = await Promise.all([paint(svg), paint(svg)])
    const view = new DataView(png.buffer)
    expect([view.getUint32(0), view.getUint32(16), view.getUint32(20)]).toEqual([0x89504e47, 1200, 630])
    expect(again).toBe(png)
    expect(await paint(svg)).toBe(png)
  })

  test('shows what somebody typed as the text it is, and cuts names rather than the day', () => {
    const svg = drawLinkPicture({ ...said, names: 'One, '.repeat(40) }, contours)
    expect(svg).not.toContain('<b>')
    expect(svg).toMatch(/One…? ?· 1 March 2027|… · 1 March 2027/)
  })

  test('that cannot be painted fails alone', async () => {
    const paint = linkPicturePainter()
    await expect(paint('<svg')).rejects.toThrow()
    expect((await paint(drawLinkPicture(said, contours))).length).toBeGreaterThan(10_000)
  })
})
