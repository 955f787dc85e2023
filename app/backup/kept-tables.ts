import type { Client } from 'pg'

/**
 * Tables whose rows are not taken along: they hold for hours, let somebody in, or would be sent a second time. The queue of jobs is in a
 * schema of its own and stays behind as well.
 */
const leftBehind = new Set([
  'migration',
  'session',
  'verification',
  'held_session',
  'form_key',
  'upload',
  'upload_file',
  'upload_piece',
  'blog_import',
  'blog_import_piece',
  'mail',
])

/** A table with the columns that rows are written with. */
export interface KeptTable {
  name: string
  columns: string[]
}

/** Every table that a backup holds, in the order of their names. */
export async function keptTables(client: Client): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`,
  )
  return rows.filter(({ name }) => !leftBehind.has(name))
}

/** What COPY is told of a table. */
export function copyTarget(client: Client, { name, columns }: KeptTable): string {
  const quoted = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return `${client.escapeIdentifier('public')}.${client.escapeIdentifier(name)} (${quoted})`
}
