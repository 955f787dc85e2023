import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Drawing, drawWords } from '../writing/draw-words.ts'
import { readWords } from '../writing/read-words.ts'
import { writeMarkdown } from './write-markdown.ts'

const drawing: Drawing = {
  prefix: 'w-',
  link: () => null,
  picture: () => null,
  says: { callout: (kind) => kind, footnotes: 'Notes', back: 'Back' },
}
const words = (html: string, base: string | null = null) => writeMarkdown(html, base).words
/** There and drawn again. */
const round = (html: string) => drawWords(readWords(words(html)), drawing)

describe('HTML from another blog', () => {
  test.each([
    ['<p>One <strong>two</strong> <em>three</em> <code>four</code></p>', 'One **two** *three* `four`'],
    ['<p>One<br>two</p>', 'One\\\ntwo'],
    ['<h1>A</h1><h2>B</h2><h6>C</h6>', '## A\n\n## B\n\n#### C'],
    ['<ul><li>one<li>two<ul><li>three</li></ul></li></ul>', '- one\n- two\n\n  - three'],
    ['<ol><li><p>one</p><p>more</p></li><li>two</li></ol>', '1. one\n\n   more\n2. two'],
    ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['<pre><code>if (a < b) {\n}</code></pre>', '```\nif (a < b) {\n}\n```'],
    ['<p><a href="https://example.org/a b">there</a></p>', '[there](<https://example.org/a%20b>)'],
    ['<hr/>', '---'],
    [
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1|2</td></tr></tbody></table>',
      '| a | b |\n| --- | --- |\n| 1\\|2 |  |',
    ],
    ['First line\nsame paragraph\n\nSecond <b>one</b>', 'First line\nsame paragraph\n\nSecond **one**'],
    ['<!-- wp:paragraph --><p>Caf&eacute;&nbsp;&amp; &lt;tea&gt;</p><!-- /wp:paragraph -->', 'Café\u00a0& \\<tea\\>'],
    ['<p>never closed<p>and again', 'never closed\n\nand again'],
    ['</div></p>stray', 'stray'],
    ['before<iframe src="https://v.example/1"></iframe>after', 'before\n\n<https://v.example/1>\n\nafter'],
    ['<p>2026. A year</p><p># no heading</p><p>- no list</p>', '2026\\. A year\n\n\\# no heading\n\n\\- no list'],
    ['<p>a *star* and a [bracket] and_this_</p>', 'a \\*star\\* and a \\[bracket\\] and\\_this\\_'],
    ['<p><b> spaced </b>out<i></i></p>', '**spaced** out'],
    ['<p>at https://a.example/b_c?d=*, and so</p>', 'at <https://a.example/b_c?d=>\\*, and so'],
    ['<a href="https://a.example/b_c">https://a.example/b_c</a>', '[https://a.example/b\\_c](<https://a.example/b_c>)'],
  ])('%s', (html, expected) => {
    expect(words(html)).toBe(expected)
  })

  test('comes out as it was when it is drawn again', () => {
    const html = '<h2>T</h2><p>A <strong>b</strong> &#x26; *c* &#x3C;d></p><ul><li>one</li><li>two</li></ul>'
    expect(round(html).replace(/\s*\n\s*/g, '')).toBe(
      '<h2 id="w-t">T</h2><p>A <strong>b</strong> &#x26; *c* &#x3C;d></p><ul><li>one</li><li>two</li></ul>',
    )
  })

  test('names its pictures with whole addresses and fetches none; what shows another site becomes a link, and is told', () => {
    const { words, pictures, leftOut } = writeMarkdown(
      '<figure><img src="/quay.jpg" alt="Boats"><figcaption>At the quay</figcaption></figure><iframe src="https://video.example/1"></iframe><script>1</script><form><input></form>',
      'https://old.example/post',
    )
    expect(words).toBe('![Boats](<https://old.example/quay.jpg>)\n\n*At the quay*\n\n<https://video.example/1>')
    expect(pictures).toEqual(['https://old.example/quay.jpg'])
    expect(Object.fromEntries(leftOut)).toEqual({ iframe: 1, script: 1, form: 1 })
  })

  test('that is nested beyond all measure is read in a moment', () => {
    expect(words(`${'<div><b>'.repeat(20_000)}deep`)).toContain('deep')
  })

  const payloads: { payload: string }[] = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../shared/inputs/xss-dompurify/expect.json'), 'utf8'),
  )
  test(`of ${payloads.length} known payloads none becomes anything that runs`, () => {
    for (const { payload } of payloads) {
      const html = round(payload)
      expect(html, payload).not.toMatch(/<(script|iframe|svg|style|object|embed|math|form|base|meta|link)\b/i)
      expect(html, payload).not.toMatch(/<[a-z][^<>]*\s(href|src)="\s*(javascript|data|vbscript)\s*:/i)
      expect(html, payload).not.toMatch(/<[a-z][^<>]*\son\w+\s*=/i)
    }
  })
})
