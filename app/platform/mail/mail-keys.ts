import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a token to stop mail is bound to. */
export interface StopToken {
  personId: string | null
  /** Its name, cut short, is said to whoever stops it. */
  list: { key: string; name: string }
  addressHash: string
}

/** Everything about mail that only this instance can make or check; all of it hangs on the secret of the instance. */
export interface MailKeys {
  /** An address as it stands in the list of stops: the same for the same address, and of no use to anybody without the secret. */
  hashAddress(address: string): string
  /** A token that stops one list for one person at one address. It holds no address. */
  stopToken(what: StopToken): string
  /** What a token stops; null when we did not make it so. */
  readStopToken(token: string): StopToken | null
  /** The part of an envelope's sender that says which letter came back. */
  returnMark(letterId: string): string
  /** The letter of a return mark; null when we did not make it. */
  readReturnMark(mark: string): string | null
}

/** The keys of mail. Each purpose has a key of its own, so that what was made for one is of no use for another. */
export function mailKeys(secret: string): MailKeys {
  const keyed = (purpose: string) => (text: string) =>
    createHmac('sha256', createHmac('sha256', secret).update(`ecotone mail ${purpose}`).digest())
      .update(text)
      .digest()
  const ofAddress = keyed('address')
  const ofStop = keyed('stop')
  const ofReturn = keyed('return')
  return {
    hashAddress: (address) => ofAddress(address.trim().toLowerCase()).toString('base64url'),
    stopToken(what) {
      const words = Buffer.from(
        JSON.stringify([what.personId, what.list.key, [...what.list.name].slice(0, 60).join(''), what.addressHash]),
      ).toString('base64url')
      return `${words}.${ofStop(words).toString('base64url')}`
    },
    readStopToken(token) {
      const [words = '', sign = '', more] = token.split('.')
      if (more !== undefined || !isSame(sign, ofStop(words).toString('base64url'))) return null
      // Only what we signed comes this far, so it has the form that we gave it.
      const [personId, key, name, addressHash] = JSON.parse(Buffer.from(words, 'base64url').toString()) as [
        string | null,
        string,
        string,
        string,
      ]
      return { personId, list: { key, name }, addressHash }
    },
    returnMark: (letterId) => `${letterId.replaceAll('-', '')}${ofReturn(letterId).toString('hex').slice(0, 20)}`,
    readReturnMark(mark) {
      const plain = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{20})$/i.exec(mark)
      const letterId = plain?.slice(1, 6).join('-').toLowerCase()
      if (!plain || !letterId) return null
      return isSame(plain[6]!.toLowerCase(), ofReturn(letterId).toString('hex').slice(0, 20)) ? letterId : null
    },
  }
}

/** Compared in the same time whatever differs. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
