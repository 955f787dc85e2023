import { momentOnDevice } from './device-clock.ts'
import type { DeviceSketch } from './device-sketch.ts'

/** Why something could not be kept, for words that say what to do. */
export type NotKept = 'no-room' | 'not-allowed' | 'changed-elsewhere' | 'gone'

export type KeptOutcome = { kind: 'kept'; sketch: DeviceSketch } | { kind: 'refused'; reason: NotKept }

/** What another tab did to a sketch. */
export interface OtherTab {
  id: string
  version: number | null
}

const place = 'ecotone-sketches'
const shelf = 'sketches'

/**
 * The sketches on this device, in IndexedDB. A sketch is written only over the version it was read from: of two tabs that change one thing the
 * second is told, and loses nothing of what it shows. Where the browser keeps nothing (a private window, no room) every answer says so, and the
 * sketch can still be saved as a file.
 */
export class SketchStore {
  readonly #db: Promise<IDBDatabase>
  readonly #others: BroadcastChannel | null

  /** @param onOther told when another tab kept or deleted a sketch */
  constructor(onOther: (other: OtherTab) => void) {
    this.#db = openPlace()
    // asked again by everybody who wants it; here only so that nobody calls it unheard of
    this.#db.catch(() => undefined)
    this.#others = typeof BroadcastChannel === 'function' ? new BroadcastChannel(place) : null
    this.#others?.addEventListener('message', ({ data }: MessageEvent<OtherTab>) => onOther(data))
  }

  close(): void {
    this.#others?.close()
    this.#db.then((db) => db.close()).catch(() => undefined)
  }

  /** All sketches, the one changed last first; null where nothing can be kept. */
  async all(): Promise<DeviceSketch[] | null> {
    const found = await this.#ask('readonly', (sketches) => sketches.getAll() as IDBRequest<DeviceSketch[]>)
    return found.kind === 'refused' ? null : found.value.toSorted((a, b) => (a.keptAt < b.keptAt ? 1 : -1))
  }

  async one(id: string): Promise<DeviceSketch | null> {
    const found = await this.#ask('readonly', (sketches) => sketches.get(id) as IDBRequest<DeviceSketch | undefined>)
    return found.kind === 'refused' ? null : (found.value ?? null)
  }

  /** Keeps a changed sketch, if what is kept is still what it was made from. */
  async keep(sketch: DeviceSketch): Promise<KeptOutcome> {
    const kept = { ...sketch, version: sketch.version + 1, keptAt: momentOnDevice() }
    let reason: NotKept | null = null
    const outcome = await this.#ask('readwrite', (sketches) => {
      const known = sketches.get(sketch.id) as IDBRequest<DeviceSketch | undefined>
      known.onsuccess = () => {
        const there = known.result?.version ?? 0
        if (there === sketch.version) sketches.put(kept)
        else reason = known.result ? 'changed-elsewhere' : 'gone'
      }
      return known
    })
    if (outcome.kind === 'refused') return outcome
    if (reason) return { kind: 'refused', reason }
    this.#tell({ id: kept.id, version: kept.version })
    return { kind: 'kept', sketch: kept }
  }

  async forget(id: string): Promise<boolean> {
    const outcome = await this.#ask('readwrite', (sketches) => sketches.delete(id))
    if (outcome.kind === 'done') this.#tell({ id, version: null })
    return outcome.kind === 'done'
  }

  #tell(other: OtherTab): void {
    this.#others?.postMessage(other)
  }

  async #ask<T>(
    mode: IDBTransactionMode,
    ask: (sketches: IDBObjectStore) => IDBRequest<T>,
  ): Promise<{ kind: 'done'; value: T } | { kind: 'refused'; reason: NotKept }> {
    try {
      const db = await this.#db
      return await new Promise((resolve, reject) => {
        const transaction = db.transaction(shelf, mode)
        const request = ask(transaction.objectStore(shelf))
        transaction.oncomplete = () => resolve({ kind: 'done', value: request.result })
        transaction.onabort = () => reject(transaction.error ?? request.error)
        transaction.onerror = () => reject(transaction.error ?? request.error)
      })
    } catch (error) {
      return { kind: 'refused', reason: isFull(error) ? 'no-room' : 'not-allowed' }
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}

function openPlace(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(place, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(shelf, { keyPath: 'id' })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
    opening.onblocked = () => reject(new Error('Another tab holds an older form of the sketches open.'))
  })
}
