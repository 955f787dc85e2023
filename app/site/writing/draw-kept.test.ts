import { expect, test } from 'vitest'
import { emptyWhatIsKept } from '../../platform/kept-in-memory.ts'
import type { DateRow } from './blocks.ts'
import { drawKept } from './draw-kept.ts'
import { type Drawing, drawWords } from './draw-words.ts'
import { readWords } from './read-words.ts'

const words = `See [the quay](event:breakfast) and "this".

![The quay](picture:quay)

> [!NOTE]
> Bring a cup.

[Next breakfasts](event:breakfast)`

const row: DateRow = {
  event: 'breakfast',
  title: 'Breakfast',
  language: 'en',
  when: 'Thu 1 Apr, 06:40',
  moment: '2027-04-01T05:40:00Z',
  where: 'The quay',
  places: null,
  state: null,
  isOff: false,
}

/** What a page draws with, and how often its text asked for the picture. */
function drawingWith(changed: Partial<Drawing> = {}) {
  const asked: string[] = []
  const drawing: Drawing = {
    prefix: 'w-',
    link: (_, key) => ({ href: `/events/${key}` }),
    picture: (name) => {
      asked.push(name)
      return { src: '/pictures/abc', width: 800, height: 600 }
    },
    dates: () => [row],
    says: { callout: () => 'Note', footnotes: 'Notes', back: 'Back', quotes: 'en' },
    ...changed,
  }
  return { drawing, asked }
}

const anew = (drawing: Drawing) => drawWords(readWords(words), drawing)

test('a text that is kept is what it would be if it were drawn now, whatever changed of what it names', () => {
  const first = drawingWith()
  expect(drawKept(words, first.drawing)).toBe(anew(first.drawing))
  const { says } = first.drawing
  const changes: Partial<Drawing>[] = [
    {},
    { picture: () => null },
    { dates: () => null },
    { dates: () => [{ ...row, isOff: true, state: 'cancelled' }] },
    { dates: () => [] },
    { link: () => null },
    { says: { ...says, callout: () => 'Nota' } },
    { says: { ...says, quotes: 'fr' } },
    { prefix: 'other-' },
    { here: 'https://here.example' },
    { headings: 3 },
    {},
  ]
  for (const change of changes) {
    const { drawing } = drawingWith(change)
    expect(drawKept(words, drawing)).toBe(anew(drawing))
  }
  expect(drawKept(words, drawingWith({ picture: () => null }).drawing)).not.toContain('/pictures/')
})

test('what is kept is not drawn again, and nothing of it is left when somebody is forgotten', () => {
  emptyWhatIsKept()
  const { drawing } = drawingWith()
  // a tree that nobody drew before: only the first time it is looked at
  const looked: string[] = []
  const tree = () =>
    new Proxy(readWords(words), {
      get(target, name) {
        looked.push(String(name))
        return Reflect.get(target, name)
      },
    })
  const first = drawKept(words, drawing, tree())
  const after = looked.length
  expect(after).toBeGreaterThan(0)
  expect(drawKept(words, drawing, tree())).toBe(first)
  expect(looked).toHaveLength(after)
  emptyWhatIsKept()
  drawKept(words, drawing, tree())
  expect(looked.length).toBeGreaterThan(after)
})
