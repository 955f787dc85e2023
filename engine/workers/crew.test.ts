import { describe, expect, test, vi } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { checkpoint } from '../control.ts'
import { fourWorlds } from '../fixtures/four-worlds.ts'
import { measure } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Parted, runParts } from '../parts.ts'
import { type Hired, openCrew } from './crew.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { serveWork } from './serve-work.ts'
import type { AnyWork } from './shared-work.ts'

const words = {
  family: 'structure' as const,
  question: 'How much?',
  input: 'landscape' as const,
  outputs: { sum: { per: 'whole' as const, unit: 'number', means: 'the sum' } },
  cost: 'little',
  when: { empty: '0', disconnected: '0', directed: '0', weighted: '0' },
  caution: 'none',
  citation: [],
}

/** Sums whose last bits depend on the order in which they are added. */
const inParts: Parted<Landscape, { parts: number }, Float64Array, number> = {
  count: (_, { parts }) => parts,
  open: (landscape) => (nth, control) => {
    checkpoint(control, 0.5)
    if (nth === 13) throw new BadInput('part', nth, 'bring no bad luck')
    return Float64Array.of(1 / (nth + 3) ** 3, landscape.counts.people * 1e-17 * nth)
  },
  join: () => {
    let sum = 0
    return {
      add(part) {
        for (const value of part) sum += value
      },
      result: () => sum,
    }
  },
}
const parameters = { parts: { kind: 'whole', means: 'how many', from: 0, to: 100, default: 10 } } as const
const summing = measure({ ...words, id: 'summing', parameters, run: () => 0, parts: inParts })
const counting = measure({
  ...words,
  id: 'counting',
  parameters: {},
  run: ({ whose, seats }: { whose: Landscape; seats: number[] }, _, control) => {
    checkpoint(control, 0.5)
    return whose.counts.people * seats.length
  },
})
/** Parts that have to know something first, which is found in parts itself: the sum of all, then the shares of it. */
const inStages: Parted<Landscape, { parts: number }, Float64Array, number[], number> = {
  first: { share: 0.5, parts: inParts },
  count: (_, { parts }) => parts,
  open: (_, __, ___, whole) => (nth) => Float64Array.of(1 / (nth + 3) ** 3 / whole!),
  join: () => {
    const shares: number[] = []
    return { add: (part) => shares.push(...part), result: () => shares }
  },
}
const sharing = measure({ ...words, id: 'sharing', parameters, run: () => [], parts: inStages })
const known: Record<string, AnyWork> = { summing, counting, sharing } as never

/** A worker in this thread, with messages that take a turn of the clock as between threads, and come as copies. */
function hireHere(deaf = false, onEnd: () => void = () => {}): Hired {
  let toWorker: (message: ToWorker) => void = () => {}
  let toCrew: (message: FromWorker) => void = () => {}
  const later = <T>(tell: () => (message: T) => void, message: T) => {
    const copy = structuredClone(message)
    setTimeout(() => tell()(copy))
  }
  serveWork(
    {
      post: (message) => later(() => toCrew, message),
      listen: (onMessage) => {
        toWorker = onMessage
      },
    },
    (id) => known[id]!,
  )
  return {
    post: (message) => (deaf && message.kind !== 'open' ? undefined : later(() => toWorker, message)),
    listen: (onMessage) => {
      toCrew = onMessage
    },
    onBreakdown: () => {},
    end: async () => onEnd(),
  }
}

const landscape = buildLandscape(fourWorlds)

describe('a crew', () => {
  test.each([0, 1, 2, 3, 7])('of %i gives the same result to the last bit', async (workers) => {
    const alone = await openCrew(0, hireHere).run(summing, landscape)
    const crew = openCrew(workers, hireHere)
    expect(await crew.run(summing, landscape)).toBe(alone)
    expect(await crew.run(summing, landscape, { parts: 0 })).toBe(0)
    expect(await crew.run(summing, landscape, { parts: 1 })).toBe(1 / 27)
    await crew.close()
  })

  test.each([0, 1, 2, 7])('of %i finds first what all parts have to know', async (workers) => {
    const crew = openCrew(workers, hireHere)
    const told: number[] = []
    const shares = await crew.run(sharing, landscape, {}, { onProgress: (done) => told.push(done) })
    expect(shares).toEqual(runParts(inStages, landscape, { parts: 10 }))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.filter((done) => done < 0.5).length).toBeGreaterThan(3)
    expect(told.at(-1)).toBe(1)
    expect(await crew.run(sharing, landscape, { parts: 0 })).toEqual([])
    await expect(crew.run(sharing, landscape, { parts: 20 })).rejects.toThrow('bring no bad luck')
    await crew.close()
  })

  test.each([0, 2])('of %i stops between what is found first and what follows', async (workers) => {
    const crew = openCrew(workers, hireHere)
    const control = new AbortController()
    const onProgress = (done: number) => done >= 0.5 && control.abort()
    const options = { onProgress, signal: control.signal }
    await expect(crew.run(sharing, landscape, {}, options)).rejects.toMatchObject({ name: 'AbortError' })
    expect(await crew.run(sharing, landscape)).toHaveLength(10)
    await crew.close()
  })

  test.each([0, 2])('of %i computes what has no parts too, with inputs that hold a landscape', async (workers) => {
    const crew = openCrew(workers, hireHere)
    expect(await crew.run(counting, { whose: landscape, seats: [4, 4] })).toBe(48)
  })

  test.each([0, 2])('of %i tells how far it is, never falling', async (workers) => {
    const told: number[] = []
    await openCrew(workers, hireHere).run(summing, landscape, {}, { onProgress: (done) => told.push(done) })
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.length).toBeGreaterThan(10)
    expect(told.at(-1)).toBe(1)
  })

  test.each([0, 2])('of %i refuses values that cannot be, and works on', async (workers) => {
    const crew = openCrew(workers, hireHere)
    await expect(crew.run(summing, landscape, { parts: 1.5 })).rejects.toThrow('parameter parts is 1.5')
    await expect(crew.run(summing, landscape, { parts: 20 })).rejects.toThrow('part is 13: bring no bad luck')
    await expect(crew.run(summing, landscape, { parts: 20 })).rejects.toBeInstanceOf(BadInput)
    expect(await crew.run(summing, landscape, { parts: 1 })).toBe(1 / 27)
  })

  test.each([0, 2])('of %i stops when asked, before and during, and works on', async (workers) => {
    const crew = openCrew(workers, hireHere)
    const stopped = expect.objectContaining({ name: 'AbortError' })
    await expect(crew.run(summing, landscape, {}, { signal: AbortSignal.abort() })).rejects.toEqual(stopped)
    const control = new AbortController()
    const running = crew.run(summing, landscape, {}, { signal: control.signal, onProgress: () => control.abort() })
    await expect(running).rejects.toEqual(stopped)
    expect(await crew.run(summing, landscape, { parts: 1 })).toBe(1 / 27)
  })

  test('ends workers that do not hear that they should stop, and hires others', async () => {
    const ended = vi.fn()
    let deaf = true
    const crew = openCrew(2, () => hireHere(deaf, ended))
    const control = new AbortController()
    const running = crew.run(summing, landscape, {}, { signal: control.signal })
    setTimeout(() => control.abort(), 5)
    await expect(running).rejects.toEqual(expect.objectContaining({ name: 'AbortError' }))
    expect(ended).toHaveBeenCalledTimes(2)
    deaf = false
    expect(await crew.run(summing, landscape, { parts: 1 })).toBe(1 / 27)
  })

  test('tells when a worker breaks down', async () => {
    const crew = openCrew(1, () => ({
      ...hireHere(true),
      onBreakdown: (tell) => setTimeout(() => tell(new Error('A worker ended by itself'))),
    }))
    await expect(crew.run(summing, landscape)).rejects.toThrow('A worker ended by itself')
  })

  test('computes one thing after another', async () => {
    const crew = openCrew(2, hireHere)
    const both = await Promise.all([
      crew.run(summing, landscape, { parts: 1 }),
      crew.run(summing, landscape, { parts: 2 }),
    ])
    expect(both[0]).toBe(1 / 27)
    expect(both[1]).toBeGreaterThan(both[0]!)
  })

  test.each([0, 2])('of %i hands on what whoever follows the progress throws, and works on', async (workers) => {
    const crew = openCrew(workers, hireHere)
    const broken = () => {
      throw new Error('no room on the screen')
    }
    await expect(crew.run(summing, landscape, {}, { onProgress: broken })).rejects.toThrow('no room on the screen')
    expect(await crew.run(summing, landscape, { parts: 1 })).toBe(1 / 27)
  })

  test.each([0, 2])('of %i that is closed ends what it computes, and takes nothing new', async (workers) => {
    const crew = openCrew(workers, hireHere)
    const running = crew.run(summing, landscape, {}, { onProgress: () => void crew.close() })
    await expect(running).rejects.toEqual(expect.objectContaining({ name: 'AbortError' }))
    await expect(crew.run(summing, landscape)).rejects.toThrow('This crew was closed')
  })

  test.each([-1, 1.5, Number.NaN, undefined as never, '2' as never])('of %s is refused', (workers) => {
    expect(() => openCrew(workers, hireHere)).toThrow('number of workers is')
  })

  test('marks a landscape, so that workers read it once for all computations on it', async () => {
    const marks: number[] = []
    const crew = openCrew(1, () => {
      const worker = hireHere()
      const post: Hired['post'] = (message) => {
        if (message.kind === 'open' && message.input.kind === 'landscape') marks.push(message.input.mark)
        worker.post(message)
      }
      return { ...worker, post }
    })
    for (const one of [landscape, landscape, buildLandscape(fourWorlds), landscape]) await crew.run(summing, one)
    expect(marks[1]).toBe(marks[0])
    expect(marks[2]).not.toBe(marks[0])
    expect(marks[3]).toBe(marks[0])
  })
})
