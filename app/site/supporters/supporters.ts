/** Who gives so that there is time and bread. As data, so that page, book and file name the same. */
export interface Supporter {
  id: string
  position: number
  /** read by anybody; else it is being prepared */
  shown: boolean
  name: string
  url: string | null
  /** what they give and for what, in a sentence; may be empty */
  gives: string
  /** the number their grant has with them; may be empty */
  grantId: string
  /** their entry in the Research Organization Registry, as a whole address */
  ror: string | null
  /** the name of a picture of the site */
  logo: string | null
  /** the chapters of the handbook that they made possible, by their names in addresses */
  chapters: string[]
}

/** Those who made one chapter possible. */
export function supportersOf(supporters: readonly Supporter[], chapter: string): Supporter[] {
  return supporters.filter(({ chapters }) => chapters.includes(chapter))
}

/** The names of their logos. */
export function logosOf(supporters: readonly Supporter[]): string[] {
  return supporters.flatMap(({ logo }) => logo ?? [])
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A ROR id as a whole address, from an address or a bare id; null when it is none. Its last two digits check the others (ISO 7064,
 * MOD 97-10), so that a slip of the finger is not kept.
 */
export function readRor(typed: string): string | null {
  const id = /^(?:https?:\/\/)?(?:www\.)?(?:ror\.org\/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})$/.exec(
    typed.trim().toLowerCase(),
  )?.[1]
  if (!id) return null
  const number = [...id.slice(0, 7)].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0)
  const check = 98 - ((number * 100) % 97)
  return check === Number(id.slice(7)) ? `https://ror.org/${id}` : null
}
