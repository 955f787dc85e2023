import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/**
 * What PostgreSQL keeps of a password and checks it by (RFC 5802 and 7677), in the form that it takes in place of the password: nobody can
 * sign in with it, and it gives the password away only to whoever can try all there are.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const stored = createHash('sha256').update(keyed(salted, 'Client Key')).digest()
  const server = keyed(salted, 'Server Key')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored.toString('base64')}:${server.toString('base64')}`
}

function keyed(key: Buffer, words: string): Buffer {
  return createHmac('sha256', key).update(words).digest()
}
