import { expect, test } from 'vitest'
import { readFailure } from './read-refusal.ts'

const answered = (command: string, response: string) => ({
  code: command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE',
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
})

test.each([
  [{ code: 'ETIMEDOUT', command: 'CONN' }, 'slow', 'later'],
  [{ code: 'EDNS' }, 'away', 'later'],
  [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'away', 'later'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'tls', 'ours'],
  [{ code: 'EAUTH', response: '454 4.7.0 later', responseCode: 454 }, 'sign-in 454', 'ours'],
  [new Error('anything else'), 'failed', 'later'],
  [answered('RCPT TO', '450 4.2.0 greylisted'), 'busy 450 4.2.0', 'later'],
  [answered('MAIL FROM', '421 4.7.0 too many connections'), 'busy 421 4.7.0', 'later'],
  [answered('RCPT TO', '550 no such user here'), 'no-mailbox 550', 'recipient'],
  [answered('RCPT TO', '550-5.1.1 no such user\n550 5.1.1 here'), 'no-mailbox 550 5.1.1', 'recipient'],
  [answered('RCPT TO', '550 5.2.1 mailbox disabled'), 'no-mailbox 550 5.2.1', 'recipient'],
  [answered('DATA', '550 5.1.1 no such user'), 'no-mailbox 550 5.1.1', 'recipient'],
  [answered('RCPT TO', '554 relay access denied'), 'refused-us 554', 'ours'],
  [answered('RCPT TO', '553 5.1.8 sender address rejected'), 'refused-us 553 5.1.8', 'ours'],
  [answered('RCPT TO', '550 5.7.1 blocked'), 'refused-us 550 5.7.1', 'ours'],
  [answered('MAIL FROM', '550 not you'), 'refused-us 550', 'ours'],
  [answered('DATA', '552 message too large'), 'too-large 552', 'letter'],
])('%j is %s, and the fault is: %s', (error, problem, because) => {
  const failure = readFailure(error)
  expect(failure.because).toBe(because)
  expect(failure.problem).toContain(problem)
})

test('nothing of the words of another server is kept, since they may hold an address', () => {
  const failure = readFailure(answered('RCPT TO', '550 5.1.1 <maria@example.org>: user unknown'))
  expect(JSON.stringify(failure)).not.toContain('maria')
})
