import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Seal {
  /** Closes a text so that only this program reads it again, and only for the same `owner`. */
  close(text: string, owner: string): string
  /** Opens what `close` gave. Throws when it was changed, is another's, or was closed with another secret. */
  open(sealed: string, owner: string): string
  /** What is kept of a short code: of no use to whoever has the database and not the secret. */
  hash(text: string, owner: string): string
}

/** Keys made of the program's secret, one for each use, so that a copy of the database alone opens nothing. */
export function sealWith(secret: string): Seal {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'ecotone', use, 32))
  const [sealing, hashing] = [keyFor('sealing'), keyFor('hashing')]
  return {
    close(text, owner) {
      const start = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, start).setAAD(Buffer.from(owner))
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([start, cipher.getAuthTag(), closed]).toString('base64url')
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url')
      const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12), { authTagLength: 16 })
      cipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
    },
    hash: (text, owner) => createHmac('sha256', hashing).update(`${owner}:${text}`).digest('base64url'),
  }
}
