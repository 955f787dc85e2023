import { expect, test } from 'vitest'
import { sendSoon } from './send-soon.ts'

test('what comes while mail is being sent is sent right after it, in one more round, and none begins when the program stops', async () => {
  const finish: (() => void)[] = []
  const stopping = new AbortController()
  const soon = sendSoon({ sendWaiting: () => new Promise((resolve) => finish.push(() => resolve(1))) }, stopping.signal)
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  for (let nth = 0; nth < 100; nth++) soon()
  expect(finish).toHaveLength(1)
  finish[0]!()
  await settle()
  expect(finish).toHaveLength(2)
  soon()
  stopping.abort()
  finish[1]!()
  await settle()
  expect(finish).toHaveLength(2)
})
