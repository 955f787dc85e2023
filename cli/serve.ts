import { type ExitCode, type Misunderstood, misunderstood } from './exit.ts'

export const usage = `Usage: ecotone serve

Runs the workbench, as bin/start does. PORT, HOST and DATABASE_URL change where it listens and where it keeps things.
Ctrl-C stops it.
`

export async function run(args: string[]): Promise<ExitCode | Misunderstood> {
  if (args.length > 0) return misunderstood(`serve takes nothing after it: ${args.join(' ')}`)
  await import('../app/main.ts')
  // it runs until it is stopped, and then ends by itself
  await new Promise<never>(() => {})
  return 0
}
