import { keepAudit } from '../audit/audit.ts'
import { readAddress } from '../people.ts'
import { findWhoMaySignIn } from '../people-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import { makeInstanceSteward } from './instance-queries.ts'

/** What came of it; "gone" when nobody may sign in with that address. */
export type Naming = 'done' | 'as it was' | 'last-steward' | 'gone'

/** For whoever has the machine: has somebody who may sign in run the instance, or no longer. The audit says that it was nobody signed in. */
export function nameInstanceSteward({ kysely }: Pick<Auth, 'kysely'>, email: string, runs: boolean): Promise<Naming> {
  return kysely.transaction().execute(async (tx): Promise<Naming> => {
    const address = readAddress(email)
    const person = address ? await findWhoMaySignIn(tx, address) : undefined
    if (!person) return 'gone'
    const outcome = await makeInstanceSteward(tx, person.id, runs)
    if (outcome === 'done') await keepAudit(tx, { what: runs ? 'role-given' : 'role-taken', aboutId: person.id })
    return outcome
  })
}
