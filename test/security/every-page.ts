import { accessTable } from './access-table.ts'
import { personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/** The whole program with one landscape, and the address of every page of it with the names filled in. */
export async function everyPage() {
  const program = await wholeProgram()
  const steward = await program.newcomer('steward@example.org', 'Steward')
  const ours = await program.bring(steward, smallCoast('own-sketch', 'Ours'))
  const everybody: [string, Caller][] = [
    ['a steward', steward],
    ['somebody signed out', program.nobody],
  ]
  const pages = Object.keys(accessTable)
    .filter((route) => route.startsWith('GET ') && !route.includes('/assets/'))
    .map((route) => filled(route, ours))
  return { ...program, steward, everybody, pages, home: `/landscapes/${ours.slug}` }
}

function filled(route: string, ours: { id: string; slug: string }): string {
  const values: Record<string, string> = {
    slug: ours.slug,
    practice: 'clinic',
    boundary: 'ridge',
    'group?': 'crews',
    space: 'pier',
    kind: 'practice',
    id: 'clinic',
    person: personId('crews', 0),
    key: encodeURIComponent('missing-conversation:crews+school'),
    format: 'gexf',
    measure: 'reach',
  }
  return route.split(' ')[1]!.replace(/:(\w+\??)/g, (_, name: string) => values[name] ?? ours.id)
}
