import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dangersIn } from '../../../test/security/read-tags.ts'
import { drawMessage, linksOfMessage, plainMessage } from './draw-message.ts'
import { postWithMessages } from './post-with-messages.fixture.ts'

const { byModerator, byEditor, see, write } = await postWithMessages()

describe('the words of a message', () => {
  test('are a safe part of Markdown: links are not followed, and what writes to somebody or shows a picture stands as text', () => {
    expect(
      drawMessage({
        words:
          '# Big\n\n*so* [x](https://a.example) and a@b.example\n\n- one\n\n> [!NOTE]\n> q\n\n![cat](https://a.example/c.png) [r][d]\n\n[d]: javascript:alert(1)',
      }),
    ).toBe(
      '<p>Big</p>\n<p><em>so</em> <a href="https://a.example" rel="nofollow ugc noopener">x</a> and a@b.example</p>\n<ul>\n<li>one</li>\n</ul>\n<blockquote>\n<p>q</p>\n</blockquote>\n<p>cat r</p>',
    )
    expect(plainMessage({ words: '**a** <b>c</b>' })).toBe('a <b>c</b>')
  })

  test('tell moderators where their links lead, unless the words say it already', () => {
    const words =
      '[our bank](https://thief.example/in) https://plain.example [x](mailto:a@b.example) [tide](post:the-tide)'
    expect(linksOfMessage({ words: `${words} ${words}` })).toEqual(['https://thief.example/in', '/blog/the-tide'])
  })

  test('D25: payloads are text on the page, in JSON-LD, in the feed and in moderation', async () => {
    const { payloads } = theirs()
    const drawn = payloads.flatMap((payload) =>
      dangersIn(drawMessage({ words: payload })).filter((one) => !/^a href=https?:/.test(one)),
    )
    expect(drawn).toEqual([])
    const worst = payloads
      .filter((payload) => payload.length < 700)
      .slice(0, 5)
      .join('\n\n')
    await write(`${worst}\n\n</script><script>alert(1)</script>`, { name: '"><img src=x onerror=alert(1)>' }, byEditor)
    await expect.poll(() => see('/blog/the-tide')).toContain('&#x3C;script>alert(1)')
    for (const path of ['/blog/the-tide', '/moderation?state=shown']) {
      const dangers = dangersIn(await see(path, byModerator)).filter((one) => !/^a href=https?:/.test(one))
      expect(dangers, path).toEqual([])
    }
    const feed = await see('/blog/the-tide/messages.atom')
    expect(feed).not.toMatch(/<(script|img|svg)[\s>]/i)
  })

  test('take no long time, however they are nested', () => {
    const nested = [
      '>'.repeat(4999),
      '*'.repeat(5000),
      '['.repeat(5000),
      '- '.repeat(2500),
      '![['.repeat(1600),
      '`'.repeat(5000),
      '> - '.repeat(1250),
    ]
    for (const words of nested) expect(drawMessage({ words }).length).toBeLessThan(200_000)
  })
})

function theirs(): { payloads: string[] } {
  const path = join(import.meta.dirname, '../../../../shared/inputs/xss-dompurify/expect.json')
  const all = JSON.parse(readFileSync(path, 'utf8')) as { payload: string }[]
  return { payloads: all.map(({ payload }) => payload) }
}
