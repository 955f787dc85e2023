import type { ExitCode, Misunderstood, Terminal } from './exit.ts'

/** The commands in the order in which the help lists them; each is loaded only when it is called. */
const commands = {
  spot: { about: 'where a new conversation would teach a landscape most', load: () => import('./spot.ts') },
  import: { about: 'bring a landscape into the workbench', load: () => import('./import.ts') },
  export: { about: 'write a landscape of the workbench to a folder or .zip', load: () => import('./export.ts') },
  serve: { about: 'run the workbench', load: () => import('./serve.ts') },
  audit: {
    about: 'check the chain of the audit, and print its head to keep elsewhere',
    load: () => import('./audit.ts'),
  },
  keepers: {
    about: 'hand on the key of a locked landscape whose keepers are gone',
    load: () => import('./keepers.ts'),
  },
  backup: { about: 'write the whole instance into one file', load: () => import('./backup.ts') },
  restore: { about: 'bring such a file back into an empty database', load: () => import('./restore.ts') },
  steward: { about: 'name somebody who runs the instance, or no longer', load: () => import('./steward.ts') },
  'sign-in': { about: 'print a link that lets somebody in', load: () => import('./sign-in.ts') },
} satisfies Record<string, { about: string; load: () => Promise<Command> }>

interface Command {
  usage: string
  run: (args: string[], terminal: Terminal) => Promise<ExitCode | Misunderstood>
}

const help = `Usage: ecotone <command> [options]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join('\n')}

ecotone <command> --help says more about one of them.
Exit codes: 0 done, 1 what was given cannot be used, 2 the command was not understood.
`

/** Runs one command line and says how it ended. */
export async function runCommand(args: string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.answer(help)
    return 0
  }
  if (name === undefined || !Object.hasOwn(commands, name)) {
    terminal.aside(name === undefined ? help : `There is no command “${name}”.\n\n${help}`)
    return 2
  }
  const command: Command = await commands[name as keyof typeof commands].load()
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.answer(command.usage)
    return 0
  }
  const end = await command.run(rest, terminal)
  if (typeof end === 'number') return end
  terminal.aside(`${end.why}\n\n${command.usage}`)
  return 2
}

if (import.meta.main) {
  // A reader that closes early (a pager, head) has what it wants.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.exitCode = await runCommand(process.argv.slice(2), {
    answer: (text) => void process.stdout.write(text),
    aside: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY === true,
  })
}
