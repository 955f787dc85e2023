import { describe, expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'
import { layOut } from './lay-out.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import { mapPicture } from './map-picture.ts'
import { mapWords } from './map-words.ts'

const input = madeUpMapInput()
const drawn = drawMap(input, layOut(input), { say: mapWords('en'), boundary: 'place' })
const style = { css: ':root { --ink: #2b2620 } /* a > b */', faces: '' }

describe('the map as a picture', () => {
  const words = {
    title: 'Sado & <Arrábida>',
    boundary: { name: 'The ridge', sides: ['cape side', 'city side'] },
    lines: ['301 people', 'drawn by the team'],
  }
  const picture = mapPicture(drawn, words, style)

  test('is one well-formed file that leads nowhere and fetches nothing', () => {
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(picture).not.toMatch(/<a |<script|href="(?!#)|url\((?!#|data:)/)
    expect(picture.match(/<g[ >]/g)?.length).toBe(picture.match(/<\/g>/g)?.length)
    expect(picture.match(/<text[ >]/g)?.length).toBe(picture.match(/<\/text>/g)?.length)
  })

  test('says what it shows and who drew it, whatever is in the words', () => {
    expect(picture).toContain('Sado &amp; &lt;Arrábida&gt;')
    for (const said of ['cape side', 'city side', 'The ridge', '301 people', 'drawn by the team']) {
      expect(picture).toContain(`>${said}</text>`)
    }
  })

  test('is higher by its foot than the map, and without a boundary by less', () => {
    const height = (svg: string) => Number(/ height="([\d.]+)"/.exec(svg)?.[1])
    expect(height(picture)).toBeGreaterThan(drawn.height + 60)
    expect(height(mapPicture(drawn, { ...words, boundary: null }, style))).toBeLessThan(height(picture))
  })
})
