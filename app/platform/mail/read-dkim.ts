import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DkimSettings } from './smtp.ts'

/**
 * What mail is signed with, from its three settings: all of them or none. `key` is the key itself (PEM, line ends may be written as
 * "\n") or the file that holds it. Throws one sentence that says which setting to mend and never what stands in it.
 */
export function readDkim(
  set: { domain?: string | undefined; selector?: string | undefined; key?: string | undefined },
  root: string,
): DkimSettings | null {
  const { domain, selector, key } = set
  if (!domain && !selector && !key) return null
  if (!domain || !selector || !key) {
    throw new Error(
      'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY belong together: set all three, or none to send mail unsigned.',
    )
  }
  const privateKey = key.includes('BEGIN') ? key.replaceAll('\\n', '\n') : readKeyFile(resolve(root, key))
  const kind = kindOfKey(privateKey)
  if (kind !== 'rsa' && kind !== 'ed25519') {
    throw new Error('DKIM_KEY holds no private RSA or Ed25519 key in PEM form ("-----BEGIN PRIVATE KEY-----").')
  }
  return { domain, selector, privateKey }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`DKIM_KEY names a file that cannot be read: ${path}. Give its path, or the key itself.`, { cause })
  }
}

function kindOfKey(privateKey: string): string | undefined {
  try {
    return createPrivateKey(privateKey).asymmetricKeyType
  } catch {
    return undefined
  }
}
