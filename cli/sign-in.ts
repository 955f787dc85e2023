import { readAddress } from '../app/people/people.ts'
import { letIn, signInLink } from '../app/people/signing-in/sign-in.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone sign-in <e-mail>

Prints a link that signs the person in: it works once, within the hour. Whoever can run this command may let anybody in, so
an address that nobody has yet is let in too.

Exit codes: 0 done, 1 this is no e-mail address, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const [email, ...others] = args
  if (email === undefined || others.length > 0 || email.startsWith('-'))
    return misunderstood('Give one e-mail address.')
  if (!readAddress(email)) {
    terminal.aside(`“${email}” is no e-mail address.\n`)
    return 1
  }
  return atTheWorkbench<ExitCode>(terminal, async ({ auth }) => {
    await letIn(auth, { email, name: null })
    const made = await signInLink(auth, email)
    if (made.kind === 'refused') throw new Error(`${email} was let in and yet has no link: ${made.because}`)
    terminal.answer(`${made.link}\n`)
    return 0
  })
}
