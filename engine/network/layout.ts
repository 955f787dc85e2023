import type { Landscape } from './landscape.ts'

/** Names of the arrays of a landscape. */
export type ArrayName = {
  [K in keyof Landscape]: Landscape[K] extends Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array
    ? K
    : never
}[keyof Landscape]

export type LandscapeArrays = Pick<Landscape, ArrayName>

export type ElementType = 'u8' | 'u32' | 'i32' | 'f32' | 'f64'

/** Every array of a landscape, in the order in which it lies in the buffer. Changing this list changes the layout version. */
export const fields: readonly (readonly [name: ArrayName, type: ElementType])[] = [
  ['personKey', 'u32'],
  ['practiceKey', 'u32'],
  ['team', 'u8'],
  ['notInvitable', 'u8'],
  ['memberStart', 'u32'],
  ['memberPractice', 'u32'],
  ['memberWeight', 'f64'],
  ['practiceStart', 'u32'],
  ['practicePerson', 'u32'],
  ['practiceWeight', 'f64'],
  ['boundaryKind', 'u8'],
  ['sideStart', 'u32'],
  ['standing', 'u32'],
  ['practiceStanding', 'u32'],
  ['stanceStart', 'u32'],
  ['stanceSide', 'u32'],
  ['dyadStart', 'u32'],
  ['dyadHigh', 'u32'],
  ['neighbourStart', 'u32'],
  ['neighbour', 'u32'],
  ['neighbourDyad', 'u32'],
  ['accountStart', 'u32'],
  ['accountKind', 'u8'],
  ['accountWay', 'u8'],
  ['accountStrength', 'f32'],
  ['accountFreshness', 'f32'],
  ['answeredAll', 'u8'],
  ['answerStart', 'u32'],
  ['answerPractice', 'u32'],
  ['concernOf', 'u32'],
  ['concernHolderIsPractice', 'u8'],
  ['concernHolder', 'u32'],
  ['concernKind', 'u8'],
  ['legitimacyStart', 'u32'],
  ['legitimacyPerson', 'u32'],
  ['legitimacyWouldCome', 'u32'],
  ['legitimacyWouldNot', 'u32'],
  ['legitimacyClaimed', 'u8'],
  ['keepApartConcern', 'i32'],
  ['keepApartOneIsPractice', 'u8'],
  ['keepApartOne', 'u32'],
  ['keepApartOtherIsPractice', 'u8'],
  ['keepApartOther', 'u32'],
  ['spaceStart', 'u32'],
  ['spacePerson', 'u32'],
  ['personSpaceStart', 'u32'],
  ['personSpace', 'u32'],
  ['stakeStart', 'u32'],
  ['stakeTo', 'u32'],
  ['stakeWeight', 'f64'],
]
