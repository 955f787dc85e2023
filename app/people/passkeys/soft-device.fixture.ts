/** For tests: a device with a passkey in software, that does as it is told, also what no honest device does. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const origin = 'http://ecotone.test'
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()

interface How {
  origin?: string
  host?: string
  /** without it the device did not check who holds it */
  checked?: boolean
  counter?: number
}

export function softDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let userHandle = ''
  return {
    id: id.toString('base64url'),
    make(options: { challenge: string; user: { id: string } }, how: How = {}) {
      userHandle = options.user.id
      const data = Buffer.concat([authData(how, 0x41), Buffer.alloc(16), lengthOf(id), id, coseKey(publicKey)])
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[textItem('fmt'), textItem('none'), textItem('attStmt'), Buffer.from([0xa0]), textItem('authData')],
        byteItem(data),
      ])
      return answer(id, {
        clientDataJSON: clientData('webauthn.create', options.challenge, how),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      })
    },
    use(options: { challenge: string }, how: How = {}) {
      const data = authData(how, 0x01)
      const client = clientData('webauthn.get', options.challenge, how)
      const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))])
      return answer(id, {
        clientDataJSON: client,
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle,
      })
    },
  }
}

function answer(id: Buffer, response: Record<string, unknown>) {
  const text = id.toString('base64url')
  return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {}, response }
}

function clientData(type: string, challenge: string, how: How): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin: how.origin ?? origin, crossOrigin: false })).toString(
    'base64url',
  )
}

function authData({ host = 'ecotone.test', checked = true, counter = 0 }: How, flags: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(host), Buffer.from([flags | (checked ? 0x04 : 0)]), count])
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return length
}

/** CBOR, as much of it as this takes. */
const textItem = (text: string) => Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)])
const byteItem = (bytes: Buffer) => Buffer.concat([Buffer.from([0x59]), lengthOf(bytes), bytes])

function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const point = (text: string | undefined) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(text ?? '', 'base64url')])
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), point(x), Buffer.from([0x22]), point(y)])
}
