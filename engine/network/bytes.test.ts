import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { emptyInput, fourWorlds } from '../fixtures/four-worlds.ts'
import { richLandscape as rich } from '../fixtures/rich-landscape.ts'
import { defaultAssumptions } from '../reach/assumptions.ts'
import { openWorlds } from '../reach/reach.ts'
import { buildLandscape } from './build-landscape.ts'
import { layOut, readLandscape } from './bytes.ts'
import type { Landscape } from './landscape.ts'

describe('the bytes of a landscape', () => {
  it('come back as the same landscape', () => {
    for (const input of [emptyInput, fourWorlds, rich]) {
      const l = buildLandscape(input)
      expect(readLandscape(l.buffer)).toEqual(l)
      const shifted = new Uint8Array(l.buffer.byteLength + 3)
      shifted.set(new Uint8Array(l.buffer), 3)
      expect(readLandscape(shifted.subarray(3))).toEqual(l)
    }
  })

  it('come back from a small file too, whose bytes Node keeps in a pool with others', () => {
    const l = buildLandscape({ ...emptyInput, people: [{ id: 'a' }] })
    const file = Buffer.from(new Uint8Array(l.buffer))
    expect(file.buffer.byteLength).toBeGreaterThan(file.length)
    expect(readLandscape(file)).toEqual(l)
  })

  it('come back with the heaviest and the lightest of weights', () => {
    const heavy = buildLandscape({
      ...rich,
      memberships: [
        { person: 'p0', practice: 'g0', weight: 1e100 },
        { person: 'p0', practice: 'g1', weight: 1e100 },
        { person: 'p1', practice: 'g0', weight: 1e-100 },
        { person: 'p1', practice: 'g1', weight: 1e100 },
      ],
      stakes: [
        { from: 'g0', to: 'g1', weight: 1e100 },
        { from: 'g1', to: 'g0', weight: 0 },
      ],
    })
    expect(readLandscape(heavy.buffer)).toEqual(heavy)
    expect([...heavy.memberWeight]).toEqual([0.5, 0.5, 1e-200, 1])
  })

  it('are the same whatever the order of the rows', () => {
    const turned = { ...rich, people: rich.people.toReversed(), ties: rich.ties.toReversed() }
    expect(new Uint8Array(buildLandscape(turned).buffer)).toEqual(new Uint8Array(buildLandscape(rich).buffer))
  })

  it('give a clear error when they are cut short, of another version, or something else', () => {
    const bytes = new Uint8Array(buildLandscape(rich).buffer)
    expect(() => readLandscape(bytes.slice(0, 16))).toThrow('cut short')
    expect(() => readLandscape(bytes.slice(0, bytes.length - 8))).toThrow('cut short')
    expect(() => readLandscape(new Uint8Array(64))).toThrow('do not begin as a landscape')
    const newer = bytes.slice()
    newer[12] = 9
    expect(() => readLandscape(newer)).toThrow('version is 9: this program reads layout version 1')
  })

  it('are checked entry by entry, so that a forged checksum does no harm', () => {
    const l = buildLandscape(rich)
    const forge = (change: (copy: Landscape) => void) => {
      const buffer = new Uint8Array(l.buffer).slice().buffer
      change(readLandscape(buffer))
      return () => readLandscape(withFittingChecksum(new Uint8Array(buffer)))
    }
    expect(forge((copy) => copy.team.fill(1))).not.toThrow()
    expect(forge((copy) => copy.memberPractice.fill(99))).toThrow('memberPractice[0] is 99')
    expect(forge((copy) => copy.accountStrength.fill(Number.NaN))).toThrow('accountStrength[0] is NaN')
    expect(forge((copy) => copy.dyadHigh.fill(0))).toThrow('dyadHigh[0] is 0')
    expect(forge((copy) => copy.dyadStart.fill(2))).toThrow('dyadStart')
    expect(forge((copy) => copy.concernHolder.fill(77))).toThrow('concernHolder[0] is 77')
    expect(forge((copy) => copy.neighbourDyad.reverse())).toThrow('neighbourDyad[')
    expect(forge((copy) => copy.personKey.fill(1))).toThrow('personKey[0] is 1: it is not the key of "p0"')
    expect(forge((copy) => copy.memberWeight.fill(0.3))).toThrow('memberWeight')
    expect(forge((copy) => copy.practiceWeight.fill(0.3))).toThrow('is 0.3: memberWeight[0] says 1')
    expect(forge((copy) => copy.practicePerson.reverse())).toThrow('practicePerson')
    expect(forge((copy) => copy.personSpace.fill(0))).not.toThrow()
    expect(forge((copy) => copy.spacePerson.set([0, 1]))).toThrow('spacePerson[0] is 0: space 0 does not stand among')
    expect(forge((copy) => copy.stanceSide.fill(0))).toThrow(/stanceSide\[\d\] is 0: it is out of order/)
    expect(forge((copy) => copy.accountWay.fill(4))).toThrow('accountWay[0] is 4: a tie goes one way or both')
    expect(forge((copy) => copy.stakeTo.fill(0))).toThrow('stakeTo')
  })

  it('hold no standing on sides of another boundary', () => {
    const l = buildLandscape({
      ...fourWorlds,
      boundaries: [...fourWorlds.boundaries, { id: 'other', kind: 'other', sides: ['in', 'out'] }],
      standings: [...fourWorlds.standings, { boundary: 'other', holder: { practice: 'A' }, sides: ['in'] }],
    })
    const forge = (change: (copy: Landscape) => void) => {
      const buffer = new Uint8Array(l.buffer).slice().buffer
      change(readLandscape(buffer))
      return () => readLandscape(withFittingChecksum(new Uint8Array(buffer)))
    }
    const foreign = l.standing[l.counts.people]!
    expect(forge((copy) => copy.standing.fill(foreign, 3, 4))).toThrow(
      `standing[3] is ${foreign}: it is no standing on boundary 0`,
    )
    expect(forge((copy) => copy.practiceStanding.fill(foreign, 2, 3))).toThrow(`practiceStanding[2] is ${foreign}`)
  })

  it('damaged anywhere give an error: 10,000 buffers with bits turned, cut, zeroed, moved and repeated', () => {
    const bytes = new Uint8Array(buildLandscape(rich).buffer)
    fc.assert(
      fc.property(damage(bytes.length), (changes) => {
        const damaged = changes.reduce<Uint8Array>((from, change) => change(from), bytes)
        fc.pre(!sameBytes(damaged, bytes))
        expect(() => readLandscape(damaged)).toThrow('Landscape bytes cannot be read')
      }),
      { numRuns: 10_000, seed: 31 },
    )
  })

  it('changed by somebody who made the checksum fit are refused, or are a landscape like any other: 10,000 buffers', () => {
    const bytes = new Uint8Array(buildLandscape(rich).buffer)
    let accepted = 0
    fc.assert(
      fc.property(damage(bytes.length), (changes) => {
        const damaged = withFittingChecksum(changes.reduce<Uint8Array>((from, change) => change(from), bytes))
        const landscape = readOrNull(damaged)
        if (!landscape) return
        accepted++
        const again = layOut(landscape.ids, landscape.complete, landscape)
        expect(readLandscape(again.buffer).dyadHigh).toEqual(landscape.dyadHigh)
        const { mean } = openWorlds(landscape, { ...defaultAssumptions, worlds: 2 }, 'fuzz').reach().llc
        expect(mean >= 0 && mean <= 1).toBe(true)
      }),
      { numRuns: 10_000, seed: 32 },
    )
    expect(accepted).toBeGreaterThan(100)
  })
})

/** The landscape of these bytes, or null where they are refused in the words of a refusal; any other error is one of ours. */
function readOrNull(bytes: Uint8Array): Landscape | null {
  try {
    return readLandscape(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput)
    return null
  }
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** The same bytes with the size and the checksum that fit them, as somebody would make them who knows the layout. */
function withFittingChecksum(bytes: Uint8Array): Uint8Array {
  const whole = bytes.slice(0, bytes.length - (bytes.length % 8))
  if (whole.length < 32) return whole
  const words = new Uint32Array(whole.buffer)
  words[7] = whole.length / 8
  let sum = 0x9747b28c
  words.forEach((word, at) => {
    if (at === 6) return
    sum = Math.imul(sum ^ word, 0x01000193)
    sum = (sum << 13) | (sum >>> 19)
  })
  words[6] = sum
  return whole
}

type Change = (bytes: Uint8Array) => Uint8Array

/** One to three changes: what disks, networks and careless programs do to files. */
function damage(length: number): fc.Arbitrary<Change[]> {
  const place = fc.nat(length - 1)
  const stretch = fc.tuple(place, fc.integer({ min: 1, max: 64 }))
  const flip = fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
    ([at, bits]): Change =>
      (bytes) => {
        const changed = bytes.slice()
        if (at < changed.length) changed[at]! ^= bits
        return changed
      },
  )
  const word = fc.tuple(place, fc.oneof(fc.nat(9), fc.integer(), fc.constantFrom(-1, 0x7fffffff))).map(
    ([at, value]): Change =>
      (bytes) => {
        const changed = bytes.slice()
        const from = at - (at % 4)
        if (from + 4 <= changed.length) new DataView(changed.buffer).setInt32(from, value, true)
        return changed
      },
  )
  const cut = place.map(
    (at): Change =>
      (bytes) =>
        bytes.slice(0, at),
  )
  const zero = stretch.map(
    ([at, many]): Change =>
      (bytes) =>
        bytes.slice().fill(0, at, at + many),
  )
  const leaveOut = stretch.map(
    ([at, many]): Change =>
      (bytes) =>
        joined(bytes.slice(0, at), bytes.slice(at + many)),
  )
  const repeat = stretch.map(
    ([at, many]): Change =>
      (bytes) =>
        joined(bytes.slice(0, at + many), bytes.slice(at)),
  )
  const move = fc.tuple(place, place, fc.integer({ min: 1, max: 64 })).map(
    ([to, from, many]): Change =>
      (bytes) =>
        bytes.slice().copyWithin(to, from, from + many),
  )
  return fc.array(fc.oneof(flip, word, word, cut, zero, leaveOut, repeat, move), { minLength: 1, maxLength: 3 })
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
