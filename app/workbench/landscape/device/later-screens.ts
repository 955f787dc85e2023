import { leading } from '../../../ui/element-form.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { landscapeInput } from '../landscape-input.ts'
import { boundaryScreen, standingScreen } from './boundary-screens.ts'
import { concernsScreen } from './concerns-screen.ts'
import { dayOnDevice } from './device-clock.ts'
import type { KeptReading, Step } from './device-sketch.ts'
import { withAnswer, withTies } from './draw-on-device.ts'
import { mapScreen } from './map-screen.ts'
import type { PartsLoader, SpaceWish } from './parts.ts'
import { peopleScreen } from './people-screen.ts'
import { addressOf, type Screen } from './screen.ts'
import { spaceScreen } from './space-screen.ts'
import { summaryScreen } from './summary-screen.ts'
import { tiesScreen } from './ties-screen.ts'

/** The screen of a step; null when it names something that is not in the sketch. */
export async function screenOf(
  screen: Screen,
  step: Exclude<Step, 'openings'>,
  parts: PartsLoader,
  { space, save }: { space: SpaceWish | null; save: () => Promise<void> },
): Promise<HTMLElement | null> {
  switch (step) {
    case 'people':
      return peopleScreen(screen)
    case 'boundary':
      return boundaryScreen(screen)
    case 'groups':
    case 'exceptions':
      return standingScreen(screen, step)
    case 'concerns':
      return screen.template && concernsScreen(screen, screen.template)
    case 'ties':
      return tiesScreen(screen)
    case 'map':
      return mapScreen(screen, await parts.get('map'), await firstOf(screen, parts))
    case 'space':
      return spaceScreen(screen, space)
    case 'summary':
      return summaryScreen(screen, await firstOf(screen, parts), save)
  }
}

async function firstOf({ sketch, language }: Screen, parts: PartsLoader) {
  const newest = sketch.readings[0]
  if (!newest) return null
  return (await parts.get('openings')).firstOpening(newest, sketch.drawn, language)
}

/** How many readings stay to be looked at. */
const mostReadings = 5

/** The openings of a sketch: the part that reads it shows them, and says here what somebody does with them. */
export async function openingsScreen(
  screen: Screen,
  parts: PartsLoader,
  doing: {
    keep: (readings: KeptReading[]) => Promise<void>
    see: (drawn: DrawnLandscape) => Promise<void>
    sketchSpace: (wish: SpaceWish) => void
  },
): Promise<HTMLElement> {
  const { sketch, language, here } = screen
  const { showOpenings } = await parts.get('openings')
  const day = dayOnDevice()
  // "again", or the place of a reading and the key of a card: "0:missing-conversation:g001+g002"
  const [, place = '0', card = null] = /^(\d+):?(.+)?$/.exec(screen.part ?? '0') ?? []
  const follows = screen.part === 'again'
  return showOpenings({
    language,
    drawn: sketch.drawn,
    input: landscapeInput(sketch.drawn, { asOf: day, team: [] }),
    day,
    readings: sketch.readings,
    shown: Math.min(Number(place), Math.max(0, sketch.readings.length - 1)),
    card: card ?? null,
    follows,
    addressOf: (shown, key) => addressOf(sketch, 'openings', key === null ? String(shown) : `${shown}:${key}`),
    keep: (reading) => doing.keep([reading, ...sketch.readings].slice(0, mostReadings)),
    seeDifferently: (fact) =>
      doing.see(
        fact.kind === 'tie'
          ? withTies(sketch.drawn, [{ one: fact.from, other: fact.to, says: fact.says }], day)
          : withAnswer(sketch.drawn, fact, day),
      ),
    sketchSpace: doing.sketchSpace,
    actions: [
      leading(here('to_summary'), 'plain', addressOf(sketch, 'summary')),
      leading(here('see_map'), 'quiet', addressOf(sketch, 'map')),
    ],
  })
}
