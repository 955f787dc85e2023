import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import type { LandscapeInput } from '@ecotone/engine/network/landscape-input.ts'
import { openBench } from '@ecotone/engine/opportunities/bench.ts'
import { spot } from '@ecotone/engine/opportunities/spot.ts'
import { whatIf } from '@ecotone/engine/opportunities/what-if.ts'
import { defaultAssumptions } from '@ecotone/engine/reach/assumptions.ts'
import { openWorlds } from '@ecotone/engine/reach/reach.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import { landscapeInput } from '../app/workbench/landscape/landscape-input.ts'
import { drawMap } from '../app/workbench/landscape/map/draw-map.ts'
import { layOut } from '../app/workbench/landscape/map/lay-out.ts'
import { mapInput } from '../app/workbench/landscape/map/map-input.ts'
import { mapWords } from '../app/workbench/landscape/map/map-words.ts'
import { arrabidaCoast } from '../db/seeds/arrabida-coast.ts'
import type { Work } from './bench.ts'
import { inventedDrawing } from './invented-drawing.ts'

const day = '2027-03-01'
const seed = 7

interface Size {
  name: string
  drawn: () => DrawnLandscape
  worlds: number
}

const example: Size = { name: 'example: 301 people', drawn: () => arrabidaCoast({ day }), worlds: 400 }
const large: Size = {
  name: '100,000 people, 1,000,000 ties',
  drawn: () => inventedDrawing({ people: 100_000, ties: 1_000_000 }),
  worlds: 40,
}

function inputOf(size: Size): LandscapeInput {
  return landscapeInput(size.drawn(), { asOf: day })
}

/** As many worlds, each with a coin for each tie and sets joined under names, as one would write it down first. */
function plainWorlds(input: LandscapeInput, worlds: number): number {
  let sum = 0
  for (let world = 0; world < worlds; world++) {
    const root = new Map(input.people.map(({ id }) => [id, id]))
    const find = (id: string): string => {
      let at = id
      while (root.get(at) !== at) {
        root.set(at, root.get(root.get(at)!)!)
        at = root.get(at)!
      }
      return at
    }
    // The coins are the same each time: what is compared is the work, not the outcome.
    for (const [nth, tie] of input.ties.entries()) {
      if (((nth * 2_654_435_761 + world * 40_503) >>> 0) / 2 ** 32 < 0.3 * tie.strength)
        root.set(find(tie.from), find(tie.to))
    }
    const sizes = new Map<string, number>()
    for (const { id } of input.people) sizes.set(find(id), (sizes.get(find(id)) ?? 0) + 1)
    for (const size of sizes.values()) sum += size * size
  }
  return sum
}

const building = (size: Size): Work => ({
  what: 'landscape in memory',
  size: size.name,
  prepare() {
    const input = inputOf(size)
    return { ours: () => buildLandscape(input), plain: null }
  },
})

const reaching = (size: Size): Work => ({
  what: `reach, ${size.worlds} worlds`,
  size: size.name,
  prepare() {
    const input = inputOf(size)
    const landscape = buildLandscape(input)
    const assumptions = { ...defaultAssumptions, worlds: size.worlds, seed }
    return {
      ours: () => openWorlds(landscape, assumptions, 'score').reach(),
      plain: () => plainWorlds(input, size.worlds),
    }
  },
})

const spotting: Work = {
  what: 'spotting, as on the page',
  size: example.name,
  prepare() {
    const landscape = buildLandscape(inputOf(example))
    return { ours: () => spot(landscape, { seed }), plain: null }
  },
}

const tryingOut: Work = {
  what: 'what if, on an open bench',
  size: example.name,
  prepare() {
    const input = inputOf(example)
    const bench = openBench(buildLandscape(input), { seed })
    const ids = input.people.map(({ id }) => id)
    let at = 0
    return {
      ours: () => whatIf(bench, { people: Array.from({ length: 12 }, () => ids[(at += 23) % ids.length]!) }),
      plain: null,
    }
  },
}

const layingOut: Work = {
  what: 'map: where everything lies',
  size: example.name,
  prepare() {
    const input = mapInput(example.drawn(), { seed: 'bench' })
    return { ours: () => layOut(input), plain: null }
  },
}

const drawing: Work = {
  what: 'map: drawn as SVG, with a boundary',
  size: example.name,
  prepare() {
    const drawn = example.drawn()
    const input = mapInput(drawn, { seed: 'bench' })
    const layout = layOut(input)
    const options = { say: mapWords('en'), boundary: drawn.boundaries[0]!.id }
    return { ours: () => drawMap(input, layout, options), plain: null }
  },
}

export const workbenchWork: Work[] = [
  building(example),
  reaching(example),
  spotting,
  tryingOut,
  layingOut,
  drawing,
  building(large),
  reaching(large),
]
