import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { type Painter, painter } from './paint-picture.ts'
import { pictureRoutes } from './picture-routes.tsx'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const eva = await addPerson(owner, 'Eva')
const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing('own-sketch') })
const { slug } = brought

// with the real stylesheets, whose colours stand on the pictures
function shell() {
  const app = testShell({ clock })
  app.use('*', (c, next) => {
    const id = c.req.header('x-test-person')
    if (id) setSignedIn(c, { id, name: 'Somebody', email: 'somebody@example.org', language: null })
    return next()
  })
  return app
}
const app = shell()
landscapeRoutes(app, { db, clock }, async () => [])

/** Says when it is about to paint, and paints when it is let. */
function waitingPainter(begun: () => void, letOn: Promise<void>): Painter {
  const paints = painter()
  return {
    roomFor(person) {
      const room = paints.roomFor(person)
      if (typeof room === 'string') return room
      const paint: typeof room.paint = async (task, signal) => {
        begun()
        await letOn
        return room.paint(task, signal)
      }
      return { ...room, paint }
    },
  }
}

async function take(file: string, who: { id: string } | null = ana, language = 'en') {
  const headers = { 'accept-language': language, ...(who ? { 'x-test-person': who.id } : {}) }
  const answer = await app.fetch(get(`/landscapes/${slug}/landscape/${file}`, headers))
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, type: answer.headers.get('content-type'), bytes, text: bytes.toString('utf8') }
}

test('the SVG stands by itself: its faces inside, its colours on its shapes', async () => {
  const { status, type, text } = await take('map.svg')
  expect([status, type]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(text).toContain('@font-face')
  expect(text).not.toMatch(/var\(|class=|url\((?!#|data:)/)
})

test('shows what the address says one looks at, in the language of the reader', async () => {
  expect((await take('map.svg')).text).not.toContain('The ridge')
  const ridged = (await take('map.svg?boundary=ridge&for=team')).text
  expect(ridged.replaceAll(/<[^>]*>/g, ' ')).toContain('cape: a person of this side')
  expect((await take('map.svg?boundary=ridge&for=team', ana, 'pt')).text).toContain('cape: uma pessoa deste lado')
})

test('names nobody who lives', async () => {
  const { text } = await take('map.svg?boundary=ridge')
  for (const name of ['joel', 'marta', 'rosa', 'Call ']) expect(text).not.toContain(name)
})

test('a picture is fit to be passed on: nothing on it stands for fewer than five people', async () => {
  for (const look of ['', '&lens=concern:heat', '&only=concern:heat']) {
    const words = (await take(`map.svg?boundary=ridge${look}`)).text.replaceAll(/<[^>]*>/g, ' ')
    expect(words).toContain('Fit to be passed')
    for (const small of ['The crews', 'The lab', 'a person of this side', 'cares 1', '1 of'])
      expect(words, look).not.toContain(small)
  }
})

test('with small groups it is for the team alone, says so, and rings nobody who holds a concern', async () => {
  // an example is there for everybody, and drawn by its own people
  await owner.query(`update landscape set example = true, basis = 'fictional' where slug = $1`, [slug])
  const path = 'map.svg?boundary=ridge&lens=concern:heat&for=team'
  const [ours, hers] = await Promise.all([take(path), take(path, eva)])
  expect(ours.text).toContain('The crews')
  expect(ours.text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')).toContain('not to be passed on')
  expect(ours.text).toContain('fewer than')
  expect(ours.text).not.toContain('Rings')
  expect(hers.status).toBe(200)
  expect(hers.text).not.toContain('The crews')
  expect(hers.text).not.toContain('not to be passed on')
  await owner.query(`update landscape set example = false, basis = 'own-sketch' where slug = $1`, [slug])
})

test('of two pictures that somebody asks for at once the second is told to wait', async () => {
  const [begun, letOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = shell()
  pictureRoutes(slow, { db, clock }, async () => [], waitingPainter(begun.resolve, letOn.promise))
  // a cookie, as whoever is signed in has one: those without wait for each other's pages
  const headers = { 'x-test-person': ana.id, cookie: 'session=of-ana' }
  const ask = async () => slow.fetch(get(`/landscapes/${slug}/landscape/map.png?size=320`, headers))
  const first = ask()
  await begun.promise
  const told = await ask()
  letOn.resolve()
  expect([(await first).status, told.status, told.headers.get('retry-after')]).toEqual([200, 429, '10'])
  expect(await told.text()).toContain('still being made')
  expect((await ask()).status).toBe(200)
})

test('a PNG comes in the sizes that there are', async () => {
  for (const [wish, width] of [
    ['', 1440],
    ['?size=slide', 1920],
    ['?size=480', 480],
  ] as const) {
    const { status, type, bytes } = await take(`map.png${wish}`)
    expect([status, type, bytes.readUInt32BE(16)]).toEqual([200, 'image/png', width])
  }
})

test('a PDF says its title and in which language it is', async () => {
  const { status, type, bytes } = await take('map.pdf?size=a3', ana, 'fr')
  expect([status, type]).toEqual([200, 'application/pdf'])
  expect(bytes.toString('latin1')).toContain('/Lang (fr')
})

test('a size that is none is refused with its name, its limits, and what there is instead', async () => {
  for (const file of [
    'map.png?size=banana',
    'map.png?size=1000000',
    'map.png?size=3',
    'map.png?size=481',
    'map.pdf?size=slide',
  ]) {
    const { status, text } = await take(file)
    expect(status, file).toBe(422)
    expect(text).toContain(file.split('=')[1])
    expect(text).toContain('320 to 4960 in steps of 160')
    expect(text).toContain(`/landscapes/${slug}/landscape/map.pdf?size=a3`)
  }
})

test('whoever may not see the landscape gets no picture of it', async () => {
  for (const file of ['map.svg', 'map.png', 'map.pdf', 'map.png?size=banana']) {
    expect((await take(file, rui)).status, file).toBe(404)
    expect((await take(file, null)).status, file).toBe(303)
  }
})

test('a day before anything was known has no picture', async () => {
  expect((await take('map.png?known=2001-01-01')).status).toBe(404)
})
