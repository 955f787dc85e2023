import { writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { mapToSend } from '../../app/workbench/landscape/map/live/map-to-send.ts'
import { packMap } from '../../app/workbench/landscape/map/live/sent-map.ts'
import { mapFeatures } from '../../app/workbench/landscape/map/map-features.ts'
import { mapWords } from '../../app/workbench/landscape/map/map-words.ts'
import { placedThings } from '../../app/workbench/landscape/map/placements.ts'
import { sceneOf } from '../../app/workbench/landscape/map/scene.ts'
import { type InventedMap, inventedMap } from './invented-map.ts'

/** What it took the server to make what a browser is sent, places given. */
export interface WrittenScene {
  cpuSeconds: number
  peakMegabytes: number
  bytes: number
  brotli: number
}

function packed({ input, layout }: InventedMap): ArrayBuffer {
  const scene = sceneOf(input, layout, { frame: 'wide', boundary: 'river', openly: false })
  const placements = placedThings(scene)
  const href = (kind: string, id: string) => `/landscapes/invented/${kind}/${id}`
  const { features } = mapFeatures(scene, placements, { say: mapWords('en'), openly: false, href })
  return packMap(
    mapToSend(scene, placements, {
      language: 'en',
      features,
      nameOf: (person) => `Person ${person}`,
      titleOf: (clearing) => `The ${clearing} clearing`,
      places: { people: '/people', whatIf: '/landscapes/invented/what-if', convene: '/landscapes/invented/spaces/new' },
    }),
  )
}

function graphOf({ x, y, from, to }: InventedMap['columns']): Buffer {
  const parts = [Uint32Array.of(x.length, from.length), x, y, from, to]
  return Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer)))
}

/** `node write-scene.ts <people> <file of the scene> <file of the same as points and lines>` */
const [people, sceneFile, graphFile] = process.argv.slice(2)
const invented = inventedMap(Number(people))
const before = process.cpuUsage()
const bytes = Buffer.from(packed(invented))
const { user, system } = process.cpuUsage(before)
writeFileSync(sceneFile!, bytes)
writeFileSync(graphFile!, graphOf(invented.columns))
const written: WrittenScene = {
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  bytes: bytes.length,
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
}
process.stdout.write(JSON.stringify(written))
