import { expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'
import { layOut } from './lay-out.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import { mapWords } from './map-words.ts'
import { inSteps } from './told-in-steps.ts'

test('E10: numbers that are passed on go up in steps of five, and none stands for one to four', () => {
  expect([0, 5, 9, 10, 14, 301].map(inSteps)).toEqual([0, 5, 5, 10, 10, 300])
  expect([1, 2, 3, 4].map(inSteps)).toEqual([5, 5, 5, 5])
})

test('E10: on a picture in steps every number of people and ties is one, in its label, its sentences and its counts', () => {
  const input = madeUpMapInput()
  const layout = layOut(input)
  const draw = (steps: boolean) =>
    drawMap(input, layout, { say: mapWords('en'), boundary: 'place', audience: 'public', inSteps: steps })
  const numbers = ({ svg, features, counted, crossing }: ReturnType<typeof draw>) => [
    ...[svg, ...features.flatMap(({ label, sentence }) => [label, sentence])].flatMap((text) =>
      [...text.matchAll(/([\d,]+) (?:people|ties?\b|of its ties)/g)].map(([, n]) => Number(n!.replace(',', ''))),
    ),
    counted.people,
    ...(crossing ? [crossing.crossing, crossing.known] : []),
  ]
  expect(numbers(draw(true)).length).toBeGreaterThan(10)
  expect(numbers(draw(true)).filter((n) => n % 5 !== 0)).toEqual([])
  expect(numbers(draw(false)).filter((n) => n % 5 !== 0)).not.toEqual([])
})
