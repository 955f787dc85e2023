import type { DrawnCareCheck } from '../drawn-landscape.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { dayOf, oneOf, required, textOf } from './row.ts'

/** Characters of one answer, as many as the table keeps. */
const longestAnswer = 4000

/** Looks at the care check, the newest first. Whoever goes on has answered all five; whoever stops owes no answer. */
export async function readCareChecks(file: NamedFile, reading: Reading): Promise<DrawnCareCheck[]> {
  const checks = await readTable(file, { columns: columnsOf('care-checks') }, reading, (row) => {
    const decision = oneOf(row, 'decision', ['go', 'stop'], null)
    if (decision === null) required(row, 'decision', null)
    const answered = required(row, 'answered', dayOf(row, 'answered'))
    const answer = (field: string) => {
      const text = textOf(row, field, longestAnswer)
      return decision === 'go' ? required(row, field, text) : (text ?? '')
    }
    const [harm, asked, lookingOn] = [answer('harm'), answer('asked'), answer('looking_on')]
    const [keeping, stopping] = [answer('keeping'), answer('stopping')]
    return { decision: decision ?? ('stop' as const), answered, harm, asked, lookingOn, keeping, stopping }
  })
  return checks.toSorted((a, b) => (a.answered < b.answered ? 1 : a.answered > b.answered ? -1 : 0))
}
