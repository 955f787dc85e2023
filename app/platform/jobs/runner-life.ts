import { Client, type Pool } from 'pg'

/**
 * How we know that a process that holds jobs is alive: as long as it lives it holds an advisory lock named after it, which the
 * database lets go the moment its connection ends, however it ended. The queue's own limit would be four hours.
 */
const family = 3_262_026

/** Takes the lock that says "this runner lives" and keeps it until the returned connection ends. */
export async function holdLife(url: string, runner: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'ecotone jobs alive' })
  client.on('error', () => {})
  await client.connect()
  await client.query('select pg_advisory_lock($1, hashtext($2))', [family, runner])
  return client
}

/** Gives jobs held by runners that no longer live back to the queue, and answers how many runners those were. */
export async function freeJobsOfTheDead(pool: Pool): Promise<number> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ runner: string }>(
      `select distinct locked_by as runner from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null`,
    )
    const dead: string[] = []
    for (const { runner } of rows) if (await isDead(client, runner)) dead.push(runner)
    if (dead.length > 0) await client.query('select graphile_worker.force_unlock_workers($1)', [dead])
    return dead.length
  } finally {
    client.release()
  }
}

async function isDead(client: { query: Pool['query'] }, runner: string): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [
    family,
    runner,
  ])
  if (!rows[0]?.got) return false
  await client.query('select pg_advisory_unlock($1, hashtext($2))', [family, runner])
  return true
}
