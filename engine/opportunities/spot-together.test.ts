import { afterAll, describe, expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { nodeCrew } from '../workers/node-crew.ts'
import { inventedLandscape } from './invented-landscape.ts'
import { spot } from './spot.ts'
import { spotTogether } from './spot-together.ts'

const landscape = buildLandscape(inventedLandscape())
const wish = { seed: 7, assumptions: { worlds: 40 }, limit: 3 }
const crews = [0, 1, 2].map((workers) => nodeCrew(workers))
afterAll(() => Promise.all(crews.map((crew) => crew.close())))

describe('spotting on several processors', () => {
  const alone = spot(landscape, wish)

  test.each(crews.map((crew) => [crew.workers, crew] as const))(
    'with %i workers gives the same result to the last bit',
    async (_, crew) => {
      const told: number[] = []
      expect(await spotTogether(crew, landscape, wish, { onProgress: (done) => told.push(done) })).toEqual(alone)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.at(-1)).toBeCloseTo(1, 12)
    },
  )

  test('is cancelled when asked, and refuses what spotting alone refuses', async () => {
    const crew = crews[2]!
    expect(await spotTogether(crew, landscape, wish, { signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' })
    const control = new AbortController()
    const stopping = spotTogether(crew, landscape, wish, { signal: control.signal, onProgress: () => control.abort() })
    expect(await stopping).toEqual({ kind: 'cancelled' })
    expect(await spotTogether(crew, landscape, { ...wish, boundary: 'nowhere' })).toMatchObject({ kind: 'refused' })
    await expect(spotTogether(crew, landscape, { ...wish, size: 1.5 })).rejects.toThrow('option size is 1.5')
    await expect(spotTogether(crew, landscape, { ...wish, assumptions: { chance: 2 } })).rejects.toThrow('chance')
  })
})
