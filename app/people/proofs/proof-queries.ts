import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Auth } from '../sessions/auth.ts'

/** What somebody shows to be let in or on: each kind opens one thing and no other. */
export type ProofKind =
  | 'sign-in'
  | 'confirm'
  | 'second-step'
  | 'elsewhere'
  | 'passkey-new'
  | 'passkey-use'
  | 'address-old'
  | 'address-new'
  | 'address-not-me'
  | 'account-new'

type Tools = Pick<Auth, 'kysely' | 'clock'>

/** What is remembered with a proof until it is shown. */
export interface Proof {
  /** null where it is not known yet who will show it */
  personId: string | null
  holds: Record<string, unknown>
}

/** Makes a proof that holds for so many minutes, once. Gives the token to show; only its hash is stored. */
export async function makeProof(
  { kysely, clock }: Tools,
  kind: ProofKind,
  proof: Proof & { minutes: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(clock.now().getTime() + proof.minutes * 60_000)
  await sql`insert into verification (id, identifier, value, expires_at, person_id)
    values (${uuidv7()}, ${identifierOf(kind, token)}, ${JSON.stringify(proof.holds)}, ${expires}, ${proof.personId})`.execute(
    kysely,
  )
  return token
}

/** What a proof says, without using it up; null when it is used, too old or never was. */
export async function lookAtProof({ kysely, clock }: Tools, kind: ProofKind, token: string): Promise<Proof | null> {
  const { rows } = await sql<ProofRow>`select person_id, value from verification
    where identifier = ${identifierOf(kind, token)} and expires_at > ${clock.now()}`.execute(kysely)
  return readProof(rows[0])
}

/** Uses a proof up and says what it says. Of two uses at the same moment one gets it, the other null. */
export async function useProof({ kysely, clock }: Tools, kind: ProofKind, token: string): Promise<Proof | null> {
  const { rows } = await sql<ProofRow>`delete from verification
    where identifier = ${identifierOf(kind, token)} and expires_at > ${clock.now()} returning person_id, value`.execute(
    kysely,
  )
  return readProof(rows[0])
}

interface ProofRow {
  person_id: string | null
  value: string
}

function readProof(row: ProofRow | undefined): Proof | null {
  return row ? { personId: row.person_id, holds: JSON.parse(row.value) as Record<string, unknown> } : null
}

/** A proof is found by the hash of its token, so that how long looking takes tells nothing of the token. */
function identifierOf(kind: ProofKind, token: string): string {
  return `${kind}:${createHash('sha256').update(token).digest('base64url')}`
}

/** Nothing of this kind that was made for somebody opens anything any longer. */
export async function voidProofs({ kysely }: Tools, kind: ProofKind, personId: string): Promise<void> {
  await sql`delete from verification where person_id = ${personId} and identifier like ${`${kind}:%`}`.execute(kysely)
}
