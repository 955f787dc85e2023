import { parseArgs } from 'node:util'
import { nameInstanceSteward } from '../app/people/instance/name-instance-steward.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone steward <e-mail> [--take]

Names somebody who may sign in here as one who runs the instance: they let people in, shut them out, and give roles for the instance and
the site. It opens no landscape. With --take they do so no longer; the last one stays. Both leave a line in the audit.

Exit codes: 0 done, 1 nobody may sign in with this address, or they are the last, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const wish = readWish(args)
  if ('kind' in wish) return wish
  const { email, runs } = wish
  return atTheWorkbench<ExitCode>(terminal, async ({ auth }) => {
    const outcome = await nameInstanceSteward(auth, email, runs)
    switch (outcome) {
      case 'done':
        terminal.answer(runs ? `${email} runs this instance now.\n` : `${email} no longer runs this instance.\n`)
        return 0
      case 'as it was':
        terminal.answer(runs ? `${email} runs this instance already.\n` : `${email} does not run this instance.\n`)
        return 0
      case 'last-steward':
        terminal.aside(
          `${email} is the last who runs this instance. Name another first: bin/ecotone steward <e-mail>\n`,
        )
        return 1
      case 'gone':
        terminal.aside(`Nobody may sign in with “${email}”. Let them in first: bin/ecotone sign-in ${email}\n`)
        return 1
    }
  })
}

function readWish(args: string[]): { email: string; runs: boolean } | Misunderstood {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { take: { type: 'boolean' } } })
    const [email, ...others] = positionals
    if (email === undefined || others.length > 0) return misunderstood('Give one e-mail address.')
    return { email, runs: !values.take }
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}
