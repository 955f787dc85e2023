import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { type DeviceOpenings, DeviceOpeningsView } from './device-openings-view.ts'
import { DeviceReader, type DeviceReading } from './device-reading.ts'
import { namesFrom } from './names-from.ts'
import { opportunitySentences } from './opportunity-words.ts'

/** The part of a sketch on somebody's device that reads it and shows what was found; loaded when it is needed. */
export function showOpenings(wish: DeviceOpenings): HTMLElement {
  if (!reader) throw new Error('Nothing reads yet: startReader comes first.')
  return new DeviceOpeningsView(wish, reader).element
}

let reader: DeviceReader | null = null

/** Starts what reads, from the address of its program; once. */
export function startReader(worker: string): void {
  reader ??= new DeviceReader(worker)
}

/** The first opening of a reading in words, whom to listen to about it, and where all lie on the map. Null when nothing was found. */
export function firstOpening(reading: { result: DeviceReading }, drawn: DrawnLandscape, language: Language) {
  const names = namesFrom(drawn, '')
  const there = new Set(drawn.practices.map(({ id }) => id))
  const known = new Set(drawn.people.map(({ id }) => id))
  const standing = reading.result.spotted.opportunities.filter(({ between }) => between.every((id) => there.has(id)))
  const [first] = standing
  if (!first) return null
  const { plain } = opportunitySentences(first, names, language)
  return {
    title: writeList(language, first.between.map(names.practice)),
    sentence: plain,
    listen: first.sureness.askFirst
      .filter(({ person }) => known.has(person))
      .map(({ person, practice }) => ({ person, practice })),
    clearings: standing.slice(0, 7).map(({ key, between }, nth) => ({ id: key, rank: nth + 1, between })),
  }
}
