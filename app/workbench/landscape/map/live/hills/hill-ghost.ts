import type { Spot } from '../../field.ts'
import { hillRadius } from '../../hill-radius.ts'
import { onSheet } from '../camera.ts'
import type { OpenMap } from '../open-map.ts'
import { peopleOnHill } from '../selection.ts'
import type { SentHill } from '../sent-map.ts'

const space = 'http://www.w3.org/2000/svg'
/** More people than this are not drawn while their hill is moved. */
const MOST_PEOPLE = 400

/** A hill with its people as it hangs under a hand, over the map that stays. */
export interface HillGhost {
  /** so many pixels from where it lay */
  move(by: Spot): void
  remove(): void
}

export function hillGhost({ map, places, signs, camera, sheet }: OpenMap, hill: SentHill): HillGhost {
  const summit = onSheet(camera, sheet, hill)
  const nth = map.head.hills.indexOf(hill)
  const people = peopleOnHill(map, nth)
    .slice(0, MOST_PEOPLE)
    .map((person) => onSheet(camera, sheet, { x: places.x(person), y: places.y(person) }))
  const ground = document.createElementNS(space, 'circle')
  ground.setAttribute('class', 'map-ghost-ground')
  for (const [name, value] of Object.entries({ cx: summit.x, cy: summit.y, r: hillRadius(hill.people) * camera.zoom }))
    ground.setAttribute(name, String(value))
  const crowd = document.createElementNS(space, 'path')
  crowd.setAttribute('class', 'map-ghost-people')
  crowd.setAttribute('d', people.map(({ x, y }) => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`).join(''))
  const way = document.createElementNS(space, 'path')
  way.setAttribute('class', 'map-ghost-way')
  const moved = document.createElementNS(space, 'g')
  moved.append(ground, crowd)
  const ghost = document.createElementNS(space, 'g')
  ghost.setAttribute('class', 'map-ghost')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.append(way, moved)
  return {
    move({ x, y }) {
      // signs may have been set anew meanwhile
      if (!ghost.isConnected) signs.element.append(ghost)
      moved.setAttribute('transform', `translate(${x} ${y})`)
      way.setAttribute('d', `M${summit.x} ${summit.y}l${x} ${y}`)
    },
    remove: () => ghost.remove(),
  }
}
