import { randomBytes } from 'node:crypto'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { type Told, tellOfChange } from '../changed/tell-of-change.ts'
import type { Auth } from '../sessions/auth.ts'
import { stepOfCode, toBase32 } from './one-time-code.ts'
import {
  findSecondStep,
  keepNewSecret,
  replaceRecoveryCodes,
  switchOff,
  switchOn,
  takeRecoveryCode,
  takeStep,
} from './second-step-queries.ts'

/** Whether what was typed opens, and by what. */
export type Checked = 'code' | 'recovery-code' | 'wrong'

/** Begins setting the second step up with a new secret; nothing changes before a first code fits. */
export async function beginSetup(auth: Auth, personId: string): Promise<void> {
  const secret = randomBytes(20).toString('base64url')
  await keepNewSecret(auth.kysely, personId, auth.seal.close(secret, personId))
}

/** The secret of somebody who is setting the second step up, as an app reads it; null when nobody is. */
export async function secretBeingSetUp(auth: Auth, personId: string): Promise<string | null> {
  const row = await findSecondStep(auth.kysely, personId)
  return row && !row.on_since ? toBase32(Buffer.from(auth.seal.open(row.secret, personId), 'base64url')) : null
}

/** Switches the second step on when the first code fits, and gives ten recovery codes, which are shown this once. */
export async function finishSetup(auth: Auth, told: Told, typed: string): Promise<string[] | null> {
  const { personId } = told
  const row = await findSecondStep(auth.kysely, personId)
  if (!row || row.on_since || !(await codeFits(auth, personId, row.secret, typed))) return null
  const codes = newRecoveryCodes()
  await ownDeed(auth, personId, async (tx) => {
    await switchOn(tx, personId, auth.clock.now())
    await replaceRecoveryCodes(tx, personId, hashesOf(auth, personId, codes))
    await keepAudit(tx, { what: 'second-factor-added', aboutId: personId })
    await tellOfChange(tx, auth, told, 'second_step_on')
  })
  return codes
}

/** From now on a link alone signs in again. */
export async function switchSecondStepOff(auth: Auth, told: Told): Promise<void> {
  const { personId } = told
  await ownDeed(auth, personId, async (tx) => {
    if (!(await switchOff(tx, personId))) return
    await keepAudit(tx, { what: 'second-factor-removed', aboutId: personId })
    await tellOfChange(tx, auth, told, 'second_step_off')
  })
}

/** Ten new recovery codes; those from before open nothing any longer. */
export async function renewRecoveryCodes(auth: Auth, told: Told): Promise<string[]> {
  const { personId } = told
  const codes = newRecoveryCodes()
  await ownDeed(auth, personId, async (tx) => {
    await replaceRecoveryCodes(tx, personId, hashesOf(auth, personId, codes))
    await keepAudit(tx, { what: 'recovery-codes-made', aboutId: personId })
    await tellOfChange(tx, auth, told, 'recovery_codes_made')
  })
  return codes
}

/** Takes a code from the app, or a recovery code. Each is taken once, also of two at the same moment. */
export async function checkSecondStep(auth: Auth, told: Told, typed: string): Promise<Checked> {
  const { personId } = told
  const row = await findSecondStep(auth.kysely, personId)
  if (!row?.on_since) return 'wrong'
  if (await codeFits(auth, personId, row.secret, typed)) return 'code'
  const hash = auth.seal.hash(readRecoveryCode(typed), personId)
  return ownDeed(auth, personId, async (tx): Promise<Checked> => {
    if (!(await takeRecoveryCode(tx, personId, hash, auth.clock.now()))) return 'wrong'
    await keepAudit(tx, { what: 'recovery-code-used', aboutId: personId })
    await tellOfChange(tx, auth, told, 'recovery_code_used')
    return 'recovery-code'
  })
}

async function codeFits(auth: Auth, personId: string, sealed: string, typed: string): Promise<boolean> {
  const secret = Buffer.from(auth.seal.open(sealed, personId), 'base64url')
  const step = stepOfCode(secret, typed.replace(/\s/g, ''), auth.clock.now())
  return step !== null && (await takeStep(auth.kysely, personId, step))
}

function hashesOf(auth: Auth, personId: string, codes: string[]): string[] {
  return codes.map((code) => auth.seal.hash(readRecoveryCode(code), personId))
}

/** Ten codes of 50 bits each, in letters and digits that are not mistaken for one another: `k7mpq-2xw4d`. */
function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const text = toBase32(randomBytes(7)).slice(0, 10).toLowerCase()
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
}

/** A recovery code as it is compared: however its owner typed it. */
function readRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z2-7]/g, '')
}
