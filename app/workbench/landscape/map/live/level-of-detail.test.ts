import { describe, expect, test } from 'vitest'
import { detailAt, easedDetail } from './level-of-detail.ts'

describe('the level of detail', () => {
  test('goes from hills alone to every name', () => {
    expect([0.3, 1, 2, 4].map((zoom) => detailAt(zoom, null, false).level)).toEqual(['far', 'middle', 'near', 'close'])
    expect(detailAt(0.3, null, false).people).toBe(0)
    expect(detailAt(4, null, false).names).toBeGreaterThan(detailAt(2, null, false).names)
  })

  test('stays as it was close around a threshold, whichever way one comes', () => {
    expect(detailAt(1.95, 'middle', false).level).toBe('middle')
    expect(detailAt(1.85, 'near', false).level).toBe('near')
    expect(detailAt(2.1, 'middle', false).level).toBe('near')
    expect(detailAt(1.7, 'near', false).level).toBe('middle')
  })

  test('lets ties that cross nothing step back where a boundary is drawn', () => {
    expect(detailAt(1, null, true).ties).toBeLessThan(detailAt(1, null, false).ties)
  })

  test('comes in little by little when a level changes, its names at once', () => {
    const [far, near] = [detailAt(0.3, null, false), detailAt(2.4, null, false)]
    expect(easedDetail(far, near, 0)).toEqual({ ...near, people: 0, ties: far.ties, strands: far.strands })
    expect(easedDetail(far, near, 0.5).people).toBe(0.5)
    expect(easedDetail(far, near, 1)).toEqual(near)
  })
})
