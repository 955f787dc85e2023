import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupProblem } from './backup-problem.ts'

/** The first line of every backup. */
const magic = 'ecotone backup'
const format = 1
const tagBytes = 16

/** How the key is made of a passphrase: some 0.3 s and 128 MB for each guess. */
const cost = { N: 1 << 17, r: 8, p: 1 } as const

interface Sealing {
  salt: string
  iv: string
  /** tells a wrong passphrase from a damaged file */
  check: string
}

interface Head {
  format: number
  sealed: Sealing | null
}

/**
 * Writes a file: a first line in plain words, then what `content` gives, compressed and, with a passphrase, enciphered (AES-256-GCM under a
 * key by scrypt). It appears under its name whole or not at all; what is there already is not written over.
 */
export async function writeSealed(
  path: string,
  content: AsyncIterable<Buffer>,
  passphrase: string | null,
): Promise<void> {
  const aside = `${path}.${process.pid}.part`
  try {
    const file = await open(aside, 'wx', 0o600)
    try {
      const sealed = passphrase === null ? null : await newSealing(passphrase)
      const head = headLine({ format, sealed: sealed?.sealing ?? null })
      await file.write(head)
      const cipher = sealed && createCipheriv('aes-256-gcm', sealed.key, Buffer.from(sealed.sealing.iv, 'hex'))
      cipher?.setAAD(head)
      const write = async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) await file.writeFile(piece)
      }
      if (cipher) await pipeline(content, createGzip({ level: 6 }), cipher, write)
      else await pipeline(content, createGzip({ level: 6 }), write)
      if (cipher) await file.writeFile(cipher.getAuthTag())
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}

/**
 * Reads such a file again, piece by piece. What it gives is only to be believed once it came to its end without an error: an enciphered
 * file shows only there whether it is whole.
 */
export async function* readSealed(path: string, passphrase: string | null): AsyncGenerator<Buffer> {
  const { head, line, size } = await readHead(path)
  const key = head.sealed ? await keyOf(head.sealed, passphrase) : null
  const end = size - (key ? tagBytes : 0)
  if (end <= line.length) throw new BackupProblem('cut-off', path)
  const bytes = createReadStream(path, { start: line.length, end: end - 1 })
  const gunzip = createGunzip()
  const decipher = key && head.sealed && createDecipheriv('aes-256-gcm', key, Buffer.from(head.sealed.iv, 'hex'))
  if (decipher) {
    decipher.setAAD(line)
    decipher.setAuthTag(await lastBytes(path, end))
  }
  const flow = decipher ? pipeline(bytes, decipher, gunzip) : pipeline(bytes, gunzip)
  flow.catch(() => {})
  try {
    for await (const piece of gunzip) yield piece as Buffer
    await flow
  } catch (error) {
    throw error instanceof BackupProblem ? error : new BackupProblem(reasonOf(error), path, error)
  }
}

function reasonOf(error: unknown): 'cut-off' | 'damaged' {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'Z_BUF_ERROR' || /unexpected end/.test(message) ? 'cut-off' : 'damaged'
}

function headLine(head: Head): Buffer {
  return Buffer.from(`${magic} ${JSON.stringify(head)}\n`)
}

async function readHead(path: string): Promise<{ head: Head; line: Buffer; size: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1000), 0, 1000, 0)
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    const line = buffer.subarray(0, end + 1)
    const text = line.toString()
    if (end < 0 || !text.startsWith(`${magic} {`)) throw new BackupProblem('not-a-backup', path)
    const head = JSON.parse(text.slice(magic.length + 1)) as Head
    if (head.format !== format) throw new BackupProblem('newer-format', path)
    return { head, line, size }
  } finally {
    await file.close()
  }
}

async function lastBytes(path: string, from: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(tagBytes), 0, tagBytes, from)
    return buffer
  } finally {
    await file.close()
  }
}

async function newSealing(passphrase: string): Promise<{ key: Buffer; sealing: Sealing }> {
  const salt = randomBytes(16)
  const key = await derived(passphrase, salt)
  const iv = randomBytes(12).toString('hex')
  return { key, sealing: { salt: salt.toString('hex'), iv, check: checkOf(key).toString('hex') } }
}

async function keyOf({ salt, check }: Sealing, passphrase: string | null): Promise<Buffer> {
  if (passphrase === null) throw new BackupProblem('passphrase-needed')
  const key = await derived(passphrase, Buffer.from(salt, 'hex'))
  if (!timingSafeEqual(checkOf(key), Buffer.from(check, 'hex').subarray(0, 32)))
    throw new BackupProblem('wrong-passphrase')
  return key
}

function checkOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('ecotone backup, is this the key?').digest()
}

function derived(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { ...cost, maxmem: 256 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
