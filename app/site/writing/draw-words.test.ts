import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Drawing, drawWords, headingsOf } from './draw-words.ts'
import { readWords } from './read-words.ts'

const drawing: Drawing = {
  prefix: 'w-',
  link: (scheme, key) => (key === 'nowhere' ? null : { href: `/${scheme}/${key}` }),
  picture: (name) => (name === 'quay' ? { src: '/pictures/quay.webp', width: 800, height: 600 } : null),
  says: { callout: (kind) => kind.toUpperCase(), footnotes: 'Notes', back: 'Back' },
}
const draw = (words: string, more: Partial<Drawing> = {}) => drawWords(readWords(words), { ...drawing, ...more })

describe('words', () => {
  test('are paragraphs, headings with ids made from their text, lists and tables', () => {
    expect(draw('## Two shores\n\n## Two shores\n\n- one\n- two')).toBe(
      '<h2 id="w-two-shores">Two shores</h2>\n<h2 id="w-two-shores-2">Two shores</h2>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
    )
    expect(draw('| hour | groups |\n| --- | ---: |\n| 06:40 | 5 |')).toContain('<td align="right">5</td>')
  })

  test('name the same ids in the list of headings as in the text', () => {
    const words = '## Two shores\n\n### A *third*\n\n## Two shores'
    const ids = headingsOf(readWords(words), 'w-').map(({ id }) => id)
    expect(ids).toEqual(['w-two-shores', 'w-a-third', 'w-two-shores-2'])
    for (const id of ids) expect(draw(words)).toContain(`id="${id}"`)
  })

  test('have footnotes with a way there and back', () => {
    const html = draw('Tides[^t] turn.\n\n[^t]: Twice a day.')
    expect(html).toContain('href="#w-fn-t"')
    expect(html).toContain('id="w-fn-t"')
    expect(html).toContain('href="#w-fnref-t"')
    expect(html).toContain('Notes')
    expect(html).toContain('aria-label="Back"')
  })

  test('have callouts, written as a quote that begins with its kind', () => {
    expect(draw('> [!WARNING]\n> Ask first.')).toBe(
      '<aside class="callout callout-warning"><p class="callout-title">WARNING</p>\n<p>Ask first.</p>\n</aside>',
    )
    expect(draw('> [!OTHER]\n> Ask first.')).toContain('<blockquote>')
  })

  test('lead into the site by name, and keep their text where the name leads nowhere', () => {
    expect(draw('[a boundary](glossary:boundary)')).toBe('<p><a href="/glossary/boundary">a boundary</a></p>')
    expect(draw('[this](chapter:nowhere)')).toBe('<p>this</p>')
  })

  test('show pictures of the site, and the words of a picture from elsewhere', () => {
    expect(draw('![Boats](picture:quay)')).toContain(
      '<img src="/pictures/quay.webp" alt="Boats" width="800" height="600" loading="lazy" decoding="async">',
    )
    expect(draw('![Boats](picture:quay "In \'spring\'")', { says: { ...drawing.says, quotes: 'en' } })).toMatch(
      /^<figure><img [^>]*><figcaption>In ‘spring’<\/figcaption><\/figure>$/,
    )
    expect(draw('![Boats](https://elsewhere.example/spy.gif)')).toBe('<p><em class="picture-missing">Boats</em></p>')
  })

  test('stand by day and by night where there are both, with when they were drawn', () => {
    const both = {
      src: '/l',
      width: 4,
      height: 3,
      dark: { srcset: '/d 4w', media: 'screen' },
      drawnOn: () => 'Drawn today.',
    }
    const html = draw('![Map](picture:map)', { picture: () => both })
    expect(html).toMatch(
      /^<figure><picture><source media="screen" srcset="\/d 4w"[^>]*><img src="\/l"[^>]*><\/picture>/,
    )
    expect(html).toContain('<figcaption>Drawn today.</figcaption>')
  })

  test('are well-formed as XML when asked', () => {
    expect(draw('One  \ntwo\n\n---\n', { xml: true })).toContain('<br />')
  })
})

describe('dates in words', () => {
  const row = {
    event: 'breakfast',
    title: 'Breakfast',
    language: 'en',
    where: 'Net loft',
    places: null,
    state: null,
    isOff: false,
  } as const
  const coming = { ...row, when: 'Thu 1 Apr, 06:40', moment: '2027-04-01T05:40:00Z', places: '3 places left' }
  const off = { ...row, when: 'Thu 15 Apr, 06:40', moment: '2027-04-15T05:40:00Z', state: 'Cancelled', isOff: true }
  const dates: Drawing['dates'] = (asked) =>
    'kind' in asked ? [coming] : ({ breakfast: [coming, off], over: [] }[asked.event] ?? null)

  test('stand as rows where a link to an event is a paragraph of its own, with what became of each', () => {
    expect(draw('[The next breakfasts](event:breakfast)', { dates })).toBe(
      '<section class="dates" aria-label="The next breakfasts">' +
        '<p class="dates-title"><a href="/event/breakfast">The next breakfasts</a></p><ul>' +
        '<li><span class="dates-when"><time datetime="2027-04-01T05:40:00Z">Thu 1 Apr, 06:40</time></span> ' +
        '<span class="dates-where">Net loft · <span class="dates-places">3 places left</span></span></li><li class="dates-off"><span class="dates-when"><s>' +
        '<time datetime="2027-04-15T05:40:00Z">Thu 15 Apr, 06:40</time></s></span> <span class="dates-where">' +
        '<strong class="dates-state">Cancelled</strong> · Net loft</span></li></ul></section>',
    )
    expect(draw('[Workshops](events:workshop)', { dates })).toContain(
      '<a href="/event/breakfast" lang="en">Breakfast</a>',
    )
  })

  test('stay a link in a sentence, in a list and in books, and words alone where there is no such event', () => {
    const link = '<a href="/event/breakfast">this</a>'
    expect(draw('Come to [this](event:breakfast).', { dates })).toContain(link)
    expect(draw('- [this](event:breakfast)', { dates })).toContain(link)
    expect(draw('[this](event:breakfast)', { xml: true })).toBe(`<p>${link}</p>`)
    expect(draw('[this](event:over)', { dates })).toBe('<p><a href="/event/over">this</a></p>')
    expect(draw('[this](event:never)', { dates })).toBe('<p>this</p>')
  })
})

describe('words that mean harm', () => {
  test.each([
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '[click](javascript:alert(1))',
    '[click](<java\nscript:alert(1)>)',
    '[click](data:text/html,<script>alert(1)</script>)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '[x](glossary:"onmouseover="alert(1))',
  ])('%s becomes text', (words) => {
    const html = draw(words)
    expect(html).not.toMatch(/<(script|img|iframe|svg|style)/i)
    expect(html).not.toMatch(/href="\s*(javascript|data|vbscript):/i)
    expect(html).not.toMatch(/<[^>]* on\w+=/i)
  })

  const payloads: { payload: string }[] = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../shared/inputs/xss-dompurify/expect.json'), 'utf8'),
  )
  test(`of a list of ${payloads.length} known payloads none becomes markup`, () => {
    expect(payloads.length).toBeGreaterThan(100)
    for (const { payload } of payloads) {
      const html = draw(payload)
      expect(html, payload).not.toMatch(/<(script|iframe|svg|style|object|embed|math|form|base|meta|link)\b/i)
      expect(html, payload).not.toMatch(/<[a-z][^<>]*\s(href|src)="\s*(javascript|data|vbscript)\s*:/i)
      expect(html, payload).not.toMatch(/<[a-z][^<>]*\son\w+\s*=/i)
    }
  })

  test('lists of tasks are signs of boxes, or boxes to tick with the words that say what for', () => {
    const words = '- [ ] Asked **both**\n\n  and waited\n- [x] Told\n- plain\n\n| yes |\n|---|\n| ☐ |'
    const tree = readWords(words)
    expect(drawWords(tree, drawing)).toContain('<li class="task"><p>☑ Told</p></li>')
    const html = drawWords(tree, { ...drawing, boxes: 'to tick' })
    expect(html).toMatch(
      /<li class="task"><label><input type="checkbox"> Asked <strong>both<\/strong><\/label>\s*<p>and/,
    )
    expect(html).toContain('<li class="task"><label><input type="checkbox" checked> Told</label></li>')
    expect(html).toContain('<span class="box">☐</span>')
    expect(html).not.toContain('disabled')
  })

  test('a link may open something that the page holds', () => {
    const html = drawWords(readWords('[tie](glossary:tie)'), {
      ...drawing,
      link: (_, key) => ({ opens: `word-${key}`, class: 'term' }),
    })
    expect(html).toContain('<button type="button" popovertarget="word-tie" class="term">tie</button>')
  })
})
