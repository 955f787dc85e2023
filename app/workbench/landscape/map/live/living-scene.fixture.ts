import { layOut } from '../lay-out.ts'
import { madeUpMapInput } from '../made-up-map-input.ts'
import { mapFeatures } from '../map-features.ts'
import type { MapInput } from '../map-input.ts'
import { mapWords } from '../map-words.ts'
import { placedThings } from '../placements.ts'
import { sceneOf } from '../scene.ts'
import { mapToSend } from './map-to-send.ts'
import type { SentMap } from './sent-map.ts'

/** A made-up landscape of 300 people as it goes to a browser; `change` may make something else of it first. */
export function livingScene(
  boundary: string | null,
  change: (input: MapInput) => MapInput = (input) => input,
): SentMap {
  const input = change(madeUpMapInput())
  const scene = sceneOf(input, layOut(input), { frame: 'wide', boundary, openly: false })
  const placements = placedThings(scene)
  const { features } = mapFeatures(scene, placements, {
    say: mapWords('en'),
    openly: false,
    href: (kind, id) => `/${kind}/${id}`,
  })
  return mapToSend(scene, placements, {
    language: 'en',
    features,
    nameOf: (person) => `Name of ${person}`,
    titleOf: (clearing) => `Clearing ${clearing}`,
    places: { people: '/people', whatIf: '/what-if', convene: '/spaces/new' },
  })
}
