import { createHash, randomBytes } from 'node:crypto'

/** Letters and figures that nobody takes for one another: without I, L, O and U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters of a code, of five bits each: what is printed is typed by hand; a link is only copied. */
const lengths = { printed: 20, link: 32 } as const

/** A link that is copied, or a code on a card. */
export type LinkWay = keyof typeof lengths

/** A new code, by chance of the machine: 100 bits on a card, 160 in a link. */
export function newCode(way: LinkWay, random: (size: number) => Uint8Array = randomBytes): string {
  return [...random(lengths[way])].map((byte) => letters[byte & 31]).join('')
}

/** As it stands on a card: in groups of five. */
export function codeInGroups(code: string): string {
  return code.match(/.{1,5}/g)!.join('-')
}

/**
 * A code as somebody typed it, the way it was made: in capitals, without anything between, and with 0 and 1 for the letters that look like
 * them. Null for what cannot be one.
 */
export function readCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\p{P}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const known = [...plain].every((letter) => letters.includes(letter))
  return known && Object.values(lengths).some((length) => length === plain.length) ? plain : null
}

/** What is kept of a code. */
export function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}
