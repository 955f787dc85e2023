import { handOnTheKey } from '../app/workbench/team/lock-landscape.ts'
import type { KeyHandedOn } from '../app/workbench/team/lock-queries.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone keepers <landscape> <e-mail> [<e-mail>]

Hands on the key of a locked landscape, when both of its keepers are gone or may not sign in any more: one or two people of its
team become its keepers. They open it themselves; nothing is shown here. Whoever gets the key may convene from then on, and where no
steward is left the first of them is one. It stands in the audit. <landscape> is the word for it in its address.

While a keeper is left who may sign in, this is refused: the landscape is theirs to open.

Exit codes: 0 done, 1 it cannot be done, 2 the command was not understood.
`

const because: Record<Exclude<KeyHandedOn, 'done'>, string> = {
  'no-landscape': 'There is no such landscape: give the word that stands in its address.',
  'not-locked': 'This landscape is not locked.',
  'has-keeper': 'A keeper of this landscape may still sign in, and opens it themselves.',
  'not-on-team': 'Give one or two people of its team who may sign in, each once.',
}

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const [slug, ...addresses] = args
  if (slug === undefined || addresses.length === 0 || addresses.length > 2 || args.some((one) => one.startsWith('-')))
    return misunderstood('Give a landscape, and one or two e-mail addresses.')
  return atTheWorkbench<ExitCode>(terminal, async ({ db, clock }) => {
    const outcome = await handOnTheKey(db, clock, { slug, addresses })
    if (outcome !== 'done') {
      terminal.aside(`${because[outcome]}\n`)
      return 1
    }
    terminal.answer(`${addresses.join(', ')}: keepers of ${slug}\n`)
    return 0
  })
}
