import type { DrawnLandscape } from '../drawn-landscape.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'

/** A landscape that somebody sketches in a browser and that lies on their device alone. */
export interface DeviceSketch {
  id: string
  /** counts up with each change that was kept, so that two tabs notice each other */
  version: number
  /** moment of the last change, ISO */
  keptAt: string
  /** where somebody goes on after they closed the tab */
  at: Step
  drawn: DrawnLandscape
  /** newest first; earlier ones stay to be looked at */
  readings: KeptReading[]
  /** from which of our templates it began */
  template: string | null
}

export type Step =
  | 'people'
  | 'boundary'
  | 'groups'
  | 'exceptions'
  | 'concerns'
  | 'ties'
  | 'map'
  | 'openings'
  | 'space'
  | 'summary'

/** What was read out of a sketch, as the part that reads it gave it; it alone looks inside. */
export interface KeptReading {
  day: string
  /** follows one in which a fact was seen differently */
  follows: boolean
  result: unknown
}

/** A sketch with a name and nothing drawn yet. */
export function newDeviceSketch(what: {
  id: string
  name: string
  hope: string | null
  language: string
  template: string | null
}): DeviceSketch {
  const { id, name, hope, language, template } = what
  return {
    id,
    version: 0,
    keptAt: '',
    at: 'people',
    drawn: emptyLandscape({ name, hope, language, basis: 'own-sketch' }),
    readings: [],
    template,
  }
}
