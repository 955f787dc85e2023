import { expect, test } from 'vitest'
import { get, post, testShell } from '../../test/support/web.ts'

function failing() {
  const app = testShell({ onBug: () => {} })
  const fail = () => {
    throw new Error('no')
  }
  app.all('/fails', fail)
  app.get('*', fail)
  return app
}

test('a page that failed leads to itself once more, with everything that was asked', async () => {
  const html = await (await failing().fetch(get('/fails?a=1&b=%22%3E'))).text()
  expect(html).toContain('<a class="button button-primary" href="/fails?a=1&amp;b=%22%3E">Try again</a>')
  expect(html).not.toContain('What you typed')
})

test('a form that failed says where what was typed still stands, and leads nowhere that would lose it', async () => {
  const html = await (await failing().fetch(post('/fails', { words: 'long' }))).text()
  expect(html).toContain('What you typed was not taken. Go back in your browser')
  expect(html).not.toContain('Try again</a>')
})

test.each(['//elsewhere.example/x', '/\\elsewhere.example'])(
  'a page that failed at %j leads to no other site',
  async (path) => {
    const html = await (await failing().fetch(get(path))).text()
    expect(html).toContain('Something went wrong on our side')
    expect(html).not.toMatch(/href="\/[/\\]/)
  },
)

test('what asking again does not change is not asked again', async () => {
  expect(await (await testShell().fetch(get('/nowhere'))).text()).not.toContain('Try again')
})
