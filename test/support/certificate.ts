import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate for this machine (127.0.0.1, localhost) that it signs itself, made anew: for servers in tests. */
export function makeCertificate(): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = part(0x30, identifier('2a8648ce3d040302'))
  const name = part(0x30, part(0x31, part(0x30, identifier('550403'), part(0x0c, Buffer.from('tests of Ecotone')))))
  const validity = part(0x30, part(0x17, Buffer.from('200101000000Z')), part(0x17, Buffer.from('491231235959Z')))
  const names = part(0x30, part(0x87, Buffer.from([127, 0, 0, 1])), part(0x82, Buffer.from('localhost')))
  const extension = part(0xa3, part(0x30, part(0x30, identifier('551d11'), part(0x04, names))))
  const body = part(
    0x30,
    part(0xa0, part(0x02, Buffer.from([2]))),
    part(0x02, Buffer.from([7])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extension,
  )
  const signature = part(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const whole = part(0x30, body, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
  }
}

/** One value of DER: its tag, its length, what is in it. */
function part(tag: number, ...inside: Buffer[]): Buffer {
  const content = Buffer.concat(inside)
  const { length } = content
  const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

function identifier(hex: string): Buffer {
  return part(0x06, Buffer.from(hex, 'hex'))
}
