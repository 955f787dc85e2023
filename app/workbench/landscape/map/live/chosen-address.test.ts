import { describe, expect, test } from 'vitest'
import { type Chosen, chosenFromText, textOfChosen } from './chosen-address.ts'
import { livingScene } from './living-scene.fixture.ts'

const map = livingScene('place')
const again = (chosen: Chosen) => chosenFromText(map, textOfChosen(map, chosen) ?? '')

describe('what is chosen, in an address', () => {
  test('comes back as it was: every feature, everybody on a hill, around somebody, a tie, some people', () => {
    for (const feature of map.head.features)
      expect(again({ kind: 'feature', feature })).toEqual({ kind: 'feature', feature })
    for (const chosen of [
      { kind: 'everyone', hill: 3 },
      { kind: 'around', person: 7 },
      { kind: 'tie', tie: 11 },
      { kind: 'people', people: [2, 5, 40] },
    ] as const) {
      expect(again(chosen)).toEqual(chosen)
    }
  })

  test('names nobody and takes any id, with commas and colons', () => {
    const odd = { ...map, head: { ...map.head, ids: map.head.ids!.map((id) => `a,b:${id} é`) } }
    const text = textOfChosen(odd, { kind: 'people', people: [0, 1] })!
    expect(text).not.toContain('Name of')
    expect(chosenFromText(odd, text)).toEqual({ kind: 'people', people: [0, 1] })
  })

  test('is left out where so many people were chosen one by one that it would be too long', () => {
    const people = Array.from({ length: 41 }, (_, person) => person)
    expect(textOfChosen(map, { kind: 'people', people })).toBeNull()
    expect(textOfChosen(map, { kind: 'people', people: people.slice(1) })).not.toBeNull()
  })

  test('is whoever may still be seen, and nothing where nobody may', () => {
    const [one] = map.head.ids!
    expect(chosenFromText(map, `people:${one},somebody-gone`)).toEqual({ kind: 'people', people: [0] })
    for (const text of [
      'people:somebody-gone',
      'hill:gone',
      'tie:a',
      'around:',
      'what:1',
      'nonsense',
      'hill:%E0%A4%A',
    ]) {
      expect(chosenFromText(map, text)).toBeNull()
    }
  })
})
