import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { graphFile, graphs } from './graph-file.ts'

/**
 * Prints for every measure how long it computes without asking whether to stop, on the graphs of these sizes; each in a process of its own.
 */
export function tellStops(sizes: readonly string[]): void {
  process.stdout.write('Longest silence between two questions whether to stop, and all of it, in CPU milliseconds\n')
  process.stdout.write('(+: stopped after half a minute). The result of the last part is put together in it, too.\n\n')
  for (const name of ['M', 'L'] as const) {
    if (!sizes.includes(name)) continue
    process.stdout.write(`${name}: ${graphs[name].about}\n`)
    const file = graphFile(name)
    if (!file) {
      process.stdout.write('absent, because the networks it is made from do not lie beside the project\n')
      continue
    }
    const program = join(import.meta.dirname, 'stops-of-graph.ts')
    execFileSync(process.execPath, ['--max-old-space-size=10000', program, file], { stdio: 'inherit' })
  }
}
