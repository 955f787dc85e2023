import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import { landscapeInput } from '../landscape/landscape-input.ts'
import { type DeviceMessage, DeviceReader, deviceTask } from './device-reading.ts'

/** A worker that does nothing until a test lets it. */
class WaitingWorker extends EventTarget {
  static all: WaitingWorker[] = []
  sent: unknown[] = []
  ended = false
  constructor() {
    super()
    WaitingWorker.all.push(this)
  }
  postMessage(task: unknown): void {
    this.sent.push(task)
  }
  terminate(): void {
    this.ended = true
  }
  say(data: DeviceMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

beforeEach(() => {
  WaitingWorker.all = []
  vi.stubGlobal('Worker', WaitingWorker)
})
afterEach(() => vi.unstubAllGlobals())

const drawn = firstSketch()
const task = deviceTask(drawn, landscapeInput(drawn, { asOf: '2027-03-01' }))
const watched = () => {
  const stop = new AbortController()
  const told: number[] = []
  return { stop, told, watch: { onProgress: (done: number) => void told.push(done), signal: stop.signal } }
}

test('a sketch is read with what the server takes: seed 7, twelve people, nobody hidden by chance', () => {
  expect(task.options).toEqual({ seed: 7, size: 12, introductions: [], decoys: 0 })
})

test('the worker waits before it is needed, and reads one sketch after the other', async () => {
  const reader = new DeviceReader('/assets/worker.js')
  expect(WaitingWorker.all).toHaveLength(1)
  for (const progress of [0.2, 0.9]) {
    const { told, watch } = watched()
    const reading = reader.read(task, watch)
    const spotted = { kind: 'spotted' } as Extract<DeviceMessage, { kind: 'done' }>['spotted']
    WaitingWorker.all[0]!.say({ kind: 'progress', done: progress })
    WaitingWorker.all[0]!.say({ kind: 'done', spotted })
    expect(await reading).toEqual({ spotted, people: 30, ties: 24 })
    expect(told).toEqual([progress])
  }
  expect(WaitingWorker.all).toHaveLength(1)
})

test('a stop ends the worker at once, gives nothing, and another one waits', async () => {
  const reader = new DeviceReader('/assets/worker.js')
  const { stop, watch } = watched()
  const reading = reader.read(task, watch)
  stop.abort()
  expect(await reading).toBeNull()
  expect(WaitingWorker.all.map(({ ended }) => ended)).toEqual([true, false])
})

test('what goes wrong in the worker is told, and the next reading has a fresh one', async () => {
  const reader = new DeviceReader('/assets/worker.js')
  const failing = reader.read(task, watched().watch)
  WaitingWorker.all[0]!.say({ kind: 'failed', words: 'no such boundary' })
  await expect(failing).rejects.toThrow('no such boundary')
  const broken = reader.read(task, watched().watch)
  WaitingWorker.all[0]!.dispatchEvent(new Event('error'))
  await expect(broken).rejects.toThrow('could not be loaded')
  expect(WaitingWorker.all).toHaveLength(2)
})
