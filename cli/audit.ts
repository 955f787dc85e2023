import { parseArgs } from 'node:util'
import type { AuditHead, AuditProblem } from '../app/people/audit/audit-chain.ts'
import { checkAudit } from '../app/people/audit/audit-queries.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone audit [--head <number>:<hash>]

Goes along the chain of the audit, in which every deed that touches somebody's safety leaves a line, and prints its head: the number
and the hash of the newest line. Keep that somewhere else, on paper for instance. With --head it also finds whether anything up to a
head that was kept earlier was changed or cut off.

Exit codes: 0 the chain is whole, 1 it is not, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const kept = readHead(args)
  if (kept && 'kind' in kept) return kept
  return atTheWorkbench<ExitCode>(terminal, async ({ db }) => {
    const { head, problem } = await checkAudit(db, kept)
    if (problem) terminal.aside(`${inWords(problem)}\n`)
    else terminal.answer(`${head.seq}:${head.hash}\n`)
    return problem ? 1 : 0
  })
}

function readHead(args: string[]): AuditHead | Misunderstood | null {
  try {
    const { values } = parseArgs({ args, options: { head: { type: 'string' } } })
    if (values.head === undefined) return null
    const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(values.head) ?? []
    if (!seq || !hash) return misunderstood(`“${values.head.slice(0, 90)}” is no head: give what this command printed.`)
    return { seq: Number(seq), hash }
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}

function inWords(problem: AuditProblem): string {
  switch (problem.kind) {
    case 'changed':
      return `Line ${problem.seq} of the audit is not as it was written.`
    case 'missing':
      return `Line ${problem.seq} of the audit is missing.`
    case 'broken':
      return `Line ${problem.seq} of the audit does not follow the line before it: lines were put elsewhere, or an earlier one was written anew.`
    case 'unchained':
      return 'The audit holds a line that was put in without being chained.'
    case 'cut-off':
      return `The audit was cut off: line ${problem.seq} and those after it are gone.`
    case 'other-head':
      return `Line ${problem.seq} is another than the one of the head that was kept: the audit was written anew.`
  }
}
