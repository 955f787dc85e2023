import { describe, expect, test } from 'vitest'
import { emptyInput, fourWorlds } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { clusteringMeasures } from './clustering-measures.ts'
import { networkOnce } from './network-once.ts'

const landscape = buildLandscape(fourWorlds)
const nobody = buildLandscape(emptyInput)
const [core, clustering] = clusteringMeasures

describe('measures of cores and triangles', () => {
  test.each(clusteringMeasures.map((one) => [one.id, one] as const))('give what they say they give: %s', (_, one) => {
    expect(one.question).toMatch(/\?$/)
    for (const input of [landscape, nobody]) {
      const result = one.run(input, valuesOf(one))
      expect(Object.keys(result).sort()).toEqual(Object.keys(one.outputs).sort())
    }
  })

  test('find the rings of the four worlds: two ties for everybody, and four triangles less', () => {
    const found = core.run(landscape, valuesOf(core))
    expect(found).toMatchObject({ deepest: 2, inDeepest: 24 })
    expect(core.run(nobody, valuesOf(core))).toMatchObject({ deepest: 0, inDeepest: 0 })
  })

  test('count the triangles of a landscape in parts as at once', () => {
    const values = valuesOf(clustering)
    const { triangles, total } = clustering.run(landscape, values)
    // of the ties across, A1–B1 and A1–B2 meet the tie B1–B2, and D1–D2–D3 have none with C
    expect(total).toBe(1)
    const inIt = landscape.ids.people.filter((_, i) => triangles[i]! > 0)
    expect(inIt).toEqual(['A1', 'B1', 'B2'])
    const compute = clustering.parts!.open(landscape, values)
    const joining = clustering.parts!.join(landscape, values)
    for (let nth = 0; nth < clustering.parts!.count(landscape, values); nth++) joining.add(compute(nth))
    expect(joining.result().triangles).toEqual(triangles)
  })

  test('lay out a network once for each choice', () => {
    expect(networkOnce(landscape, {})).toBe(networkOnce(landscape, { directed: false }))
    expect(networkOnce(landscape, { kinds: ['talks'] })).not.toBe(networkOnce(landscape, {}))
    expect(networkOnce(landscape, { weighted: true }).strength).not.toBe(null)
  })
})
