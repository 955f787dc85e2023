import { expect, test } from 'vitest'
import { type FileOutcome, type RunOutcome, tellUnsteady } from './run-tests.ts'

const outcome = (passed: number, ...failures: string[]): FileOutcome => ({
  passed,
  failed: failures.length,
  skipped: 0,
  failures,
})
const run = (files: Record<string, FileOutcome>, broken = false): RunOutcome => ({
  files: new Map(Object.entries(files)),
  broken,
  unsteady: [],
})
const lost = 'a.test.ts: keeps what it is given\n    Connection terminated'
const wrong = 'a.test.ts: counts\n    expected 2 to be 3'

test('what passes when its file runs by itself is told as unsteady, and its file counts as it ended', () => {
  const told = tellUnsteady(
    run({ 'a.test.ts': outcome(4, lost), 'b.test.ts': outcome(7) }),
    run({ 'a.test.ts': outcome(5) }),
  )
  expect(told).toEqual({ ...run({ 'a.test.ts': outcome(5), 'b.test.ts': outcome(7) }), unsteady: [lost] })
})

test('what fails again fails, also for another reason', () => {
  const other = wrong.replace('3', '4')
  const told = tellUnsteady(run({ 'a.test.ts': outcome(3, lost, wrong) }), run({ 'a.test.ts': outcome(4, other) }))
  expect(told.files.get('a.test.ts')).toEqual(outcome(4, other))
  expect(told.unsteady).toEqual([lost])
})

test('a file that is not there the second time keeps what became of it the first time', () => {
  const first = run({ 'a.test.ts': outcome(3, lost) })
  expect(tellUnsteady(first, run({}, true))).toEqual({ ...first, broken: true })
})
