import { Client } from 'pg'
import { afterAll } from 'vitest'
import type { TestDatabase } from '../support/database.ts'

export const roles = ['app', 'worker', 'auth'] as const
export type Role = (typeof roles)[number]
type Row = Record<string, string | number | null>

/** Connections of the program as somebody who stole them has them: one for each of its roles, ended with the file of tests. */
export async function rawSessions({ owner, url }: Pick<TestDatabase, 'owner' | 'url'>) {
  const sessions = {} as Record<Role, Client>
  const made: string[] = []
  for (const role of roles) sessions[role] = await session(role)
  afterAll(async () => {
    for (const role of roles) await sessions[role].end()
    for (const name of made) await owner.query(`drop role ${name}`)
  })

  /** A login that may be nothing but this role of the program, as with a stolen connection of it. */
  async function session(role: Role): Promise<Client> {
    const name = `raw_${role}_${process.pid}_${Date.now().toString(36)}`
    await owner.query(`create role ${name} login password 'raw' in role ecotone_${role}`)
    made.push(name)
    const place = new URL(url)
    place.username = name
    place.password = 'raw'
    const client = new Client({ connectionString: place.href })
    await client.connect()
    await client.query(`set role ecotone_${role}`)
    return client
  }

  /** Rows that a statement gives; none where it is refused. */
  async function rowsOf(role: Role, statement: string): Promise<Row[]> {
    try {
      return (await sessions[role].query(statement)).rows
    } catch (error) {
      if ((error as { code?: string }).code === '42501') return []
      throw error
    }
  }

  /** The same after saying who asks, and for what, as the program does it. */
  async function asked(role: Role, who: string, purpose: string, statement: string) {
    const client = sessions[role]
    await client.query('begin')
    await client.query(`select set_config('ecotone.person', $1, true), set_config('ecotone.purpose', $2, true)`, [
      who,
      purpose,
    ])
    try {
      return await rowsOf(role, statement)
    } finally {
      await client.query('rollback')
    }
  }

  const count = async (rows: Promise<Row[]>) => Number((await rows)[0]?.['n'] ?? 0)

  return { sessions, rowsOf, asked, count }
}
