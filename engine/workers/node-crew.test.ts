import { afterAll, describe, expect, test } from 'vitest'
import { fourWorlds } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { measures } from '../measures.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { nodeCrew } from './node-crew.ts'

const landscape = buildLandscape(fourWorlds)
const crews = [1, 2].map((workers) => nodeCrew(workers))
afterAll(() => Promise.all(crews.map((crew) => crew.close())))

/** Measures that need nothing but the landscape, each with as little as it allows. */
const asked = measures
  .filter(({ input, parameters }) => input === 'landscape' && !('people' in parameters) && !('person' in parameters))
  .map((measure) => {
    const small = ['worlds', 'draws', 'runs', 'comparisons'].flatMap((name) => {
      const parameter = measure.parameters[name]
      return parameter?.kind === 'whole' ? [[name, Math.max(parameter.from, 20)]] : []
    })
    return { id: measure.id, measure, given: Object.fromEntries(small) }
  })

describe('threads of Node', () => {
  test.each(asked)(
    'give the same bits for $id as this thread does, one and two of them',
    async ({ measure, given }) => {
      const here = measure.run(landscape, valuesOf(measure, given))
      for (const crew of crews) expect(await crew.run(measure, landscape, given)).toEqual(here)
    },
  )

  test('stop when asked, refuse what cannot be, and work on', async () => {
    const crew = crews[1]!
    const control = new AbortController()
    const measure = asked.find(({ id }) => id === 'reach')!.measure
    const running = crew.run(
      measure,
      landscape,
      { worlds: 100_000 },
      { signal: control.signal, onProgress: () => control.abort() },
    )
    await expect(running).rejects.toEqual(expect.objectContaining({ name: 'AbortError' }))
    await expect(crew.run(measure, landscape, { worlds: 0 })).rejects.toThrow('parameter worlds is 0')
    expect(await crew.run(measure, landscape, { worlds: 20 })).toEqual(
      measure.run(landscape, valuesOf(measure, { worlds: 20 })),
    )
  })

  test('tell when a worker cannot be started', async () => {
    const crew = nodeCrew(1, new URL('./nowhere.ts', import.meta.url))
    await expect(crew.run(asked[0]!.measure, landscape)).rejects.toThrow(/nowhere|ended by itself/)
    await crew.close()
  })
})
