import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import type { SpaceStage } from '../../drawn-landscape.ts'
import type { LinePoint } from '../boundary-lines.ts'
import type { LensSign } from '../lens-signs.ts'
import type { MapChanges } from '../map-changes.ts'
import type { FeatureKind } from '../map-features.ts'
import { type Column, type Columns, packed, unpacked } from './packed.ts'

/**
 * A landscape on its way to the living map in a browser, as one viewer may see it. Whoever must not be found stands nowhere in it: they
 * are part of the height and of the sides' ground, which are rounded fields, and of nothing else.
 */
export interface SentMap {
  head: SentHead
  people: SentPeople
  ties: SentTies
  /** heights over the grid of `head.ground`, 0 to 65,535 of 1 */
  height: Uint16Array
  /** per cell, 255: too few of those nearby have answered */
  thin: Uint8Array
  /** per cell and side of the boundary: by how much it leads, 0 to 255 for −1 to 1; then how many of those nearby have a known side */
  lead: Uint8Array
  known: Uint8Array
  /** per cell: how far the ground steps back, 0 to 255; nothing when none does */
  faint: Uint8Array
}

/** Everybody who may be drawn, in the order in which they are drawn when not all can be: most ties first. */
export interface SentPeople {
  /** places in 65,535ths of the ground's width and height */
  x: Uint16Array
  y: Uint16Array
  /** index of the mark in `MARKS`, with `FAINT` added for whoever steps back */
  mark: Uint8Array
  /** number of the hill + 1, 0 without one */
  hill: Uint16Array
  /** known ties, 255 for more */
  degree: Uint8Array
}

/** Ties between two who may be drawn, strongest first; and halves of ties whose other end must not be found. */
export interface SentTies {
  from: Uint32Array
  to: Uint32Array
  /** number of the bridge over which it goes + 1, 0 where it crosses nothing */
  bridge: Uint16Array
  /** halves: number of the hill where they begin, and of the bridge where they end; how many lie on one another */
  halfHill: Uint16Array
  halfBridge: Uint16Array
  halfTies: Uint16Array
}

/** Added to a mark that steps back. */
export const FAINT = 8
export const MARKS = [0, 1, 2, 3, 'straddles', 'unknown', 'plain'] as const

export interface SentHead {
  version: 1
  language: string
  /** the grid of the fields; all places lie within it */
  ground: { x0: number; y0: number; cell: number; columns: number; rows: number }
  /** below this height nobody is near enough: open water */
  sea: number
  /** how much wider everything is drawn than usual, on very large landscapes */
  scale: number
  /** what all land fits in: left, top, right, bottom */
  land: [number, number, number, number]
  boundary: SentBoundary | null
  /** where whoever looks stands themselves */
  you: { id: string; x: number; y: number; isBridge: boolean } | null
  hills: SentHill[]
  clearings: { id: string; rank: number; x: number; y: number; title: string }[]
  spaces: { id: string; name: string; stage: SpaceStage; x: number; y: number }[]
  features: SentFeature[]
  /** names and ids of the people in their order; nothing when they are too many to send */
  names: string[] | null
  ids: string[] | null
  /** numbers of the people whom a lens looks for */
  ringed: number[]
  /** where people are told of; and where what was chosen can be taken: asked what if they met; and, for those who may, made a space of */
  places: { people: string; whatIf: string; convene: string | null }
  /** what it takes to move hills; nothing for whoever may not */
  moving: SentMoving | null
  /** what came and what went since an earlier day that is compared with */
  changes?: MapChanges
}

/** Where hills lie that may be moved, by their ids. */
export interface SentMoving {
  /** of the practices, for programs: a hill's place lies under its id */
  address: string
  /** the places that are moved; a summit is the middle of its people, and may lie beside */
  places: Readonly<Record<string, readonly [x: number, y: number]>>
  /** signs of the hills that somebody put in their places */
  pins: Readonly<Record<string, string>>
  /** the sign of all others */
  free: string
}

export interface SentHill {
  id: string
  name: string
  x: number
  y: number
  people: number
  /** index in `MARKS` of the side it stands on, where people's own sides must not be shown */
  mark: number | null
  /** what a lens says of it */
  sign: LensSign | null
  /** it steps back: not what is looked for */
  faint: boolean
}

export interface SentBoundary {
  id: string
  name: string
  kind: BoundaryKind
  sides: string[]
  /** nobody's own side may be read off the map */
  aggregate: boolean
  lines: { points: LinePoint[]; between: [number, number]; length: number }[]
  bridges: { x: number; y: number; along: [number, number]; ties: number }[]
}

/** What can be gone to, in the order in which it is gone through. */
export interface SentFeature {
  kind: FeatureKind
  id: string
  label: string
  sentence: string
  href: string
}

const order = {
  'people.x': Uint16Array,
  'people.y': Uint16Array,
  'people.mark': Uint8Array,
  'people.hill': Uint16Array,
  'people.degree': Uint8Array,
  'ties.from': Uint32Array,
  'ties.to': Uint32Array,
  'ties.bridge': Uint16Array,
  'ties.halfHill': Uint16Array,
  'ties.halfBridge': Uint16Array,
  'ties.halfTies': Uint16Array,
  height: Uint16Array,
  thin: Uint8Array,
  lead: Uint8Array,
  known: Uint8Array,
  faint: Uint8Array,
} satisfies Columns

/** A map as bytes: what is written once as JSON, columns behind it. */
export function packMap({ head, people, ties, height, thin, lead, known, faint }: SentMap): ArrayBuffer {
  const grouped = (name: string, group: object) =>
    Object.entries(group).map(([key, column]) => [`${name}.${key}`, column] as [string, Column])
  const columns = Object.fromEntries([...grouped('people', people), ...grouped('ties', ties)])
  return packed(head, { ...columns, height, thin, lead, known, faint }, order)
}

/**
 * Reads what `packMap` wrote; the columns are views of the bytes.
 *
 * @throws Error where the bytes are no map of this version
 */
export function unpackMap(bytes: ArrayBuffer): SentMap {
  const { head, columns } = unpacked<SentHead, typeof order>(bytes, order)
  if (head.version !== 1) throw new Error('This map was made by another version of the program; load the page again')
  return {
    head,
    people: {
      x: columns['people.x'],
      y: columns['people.y'],
      mark: columns['people.mark'],
      hill: columns['people.hill'],
      degree: columns['people.degree'],
    },
    ties: {
      from: columns['ties.from'],
      to: columns['ties.to'],
      bridge: columns['ties.bridge'],
      halfHill: columns['ties.halfHill'],
      halfBridge: columns['ties.halfBridge'],
      halfTies: columns['ties.halfTies'],
    },
    height: columns.height,
    thin: columns.thin,
    lead: columns.lead,
    known: columns.known,
    faint: columns.faint,
  }
}
