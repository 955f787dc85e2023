/** What became of an attempt that failed. */
export interface Failure {
  /** What stood in the way, as a code: never in the words of the other server, which may hold an address. */
  problem: string
  /**
   * `later`: the same attempt may succeed. `ours`: the mail server does not take mail from us, whoever it is for; the one who runs this
   * must look. `recipient`: there is no such mailbox. `letter`: this letter will not be taken, however often it is tried.
   */
  because: 'later' | 'ours' | 'recipient' | 'letter'
  /** The answer as numbers ("550 5.1.1"); null when there was none. */
  code: string | null
  /** Would every other letter meet the same? */
  forAll: boolean
}

/** An error of the mail transport, as far as it is read. */
interface TransportError {
  code?: string
  /** What the system called it. */
  originalCode?: string
  responseCode?: number
  response?: string
  command?: string
}

/** How failures without an answer of the server are called. */
const withoutAnswer: Record<string, string> = {
  ETIMEDOUT: 'slow',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'sign-in',
  ENOAUTH: 'sign-in',
  EDNS: 'away',
  ECONNECTION: 'away',
  ESOCKET: 'away',
}

/** The server's certificate does not hold, or speaks for another server. */
const aboutCertificates = /CERT|^ERR_(TLS|SSL)|ISSUER|SIGNATURE/

/** Reads why a mail server did not take a letter. Nothing of its own words is kept. */
export function readFailure(error: unknown): Failure {
  const { code = '', originalCode = '', responseCode, response = '', command = '' } = error as TransportError
  const status = /^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null
  const answer = responseCode ? [responseCode, status].filter(Boolean).join(' ') : null
  const failure = (problem: string, because: Failure['because'], forAll: boolean): Failure => ({
    problem: [problem, answer].filter(Boolean).join(' '),
    because,
    code: answer,
    forAll,
  })
  if (code === 'EAUTH' || command.startsWith('AUTH')) return failure('sign-in', 'ours', true)
  if (code === 'ETLS' || aboutCertificates.test(originalCode)) return failure('tls', 'ours', true)
  if (!responseCode) {
    const problem = withoutAnswer[code]
    return failure(problem ?? 'failed', problem === 'tls' ? 'ours' : 'later', problem !== undefined)
  }
  if (responseCode < 500) return failure('busy', 'later', responseCode === 421)
  return refused(command, responseCode, status, failure)
}

/** What a lasting refusal (5xx) is about: the second number of its status says so, or else the step at which it came. */
function refused(
  command: string,
  responseCode: number,
  status: string | null,
  failure: (problem: string, because: Failure['because'], forAll: boolean) => Failure,
): Failure {
  const [, subject, detail] = status?.split('.').map(Number) ?? []
  if (command === 'RCPT TO' || command === 'DATA') {
    // a full mailbox has room again one day; an address of ours that is not liked is nothing of theirs
    if (subject === 2 && detail === 2) return failure('full', 'later', false)
    if (subject === 1 && (detail === 7 || detail === 8)) return failure('refused-us', 'ours', true)
    if (subject === 1 || subject === 2) return failure('no-mailbox', 'recipient', false)
    if (subject === undefined && command === 'RCPT TO' && [550, 551, 553].includes(responseCode))
      return failure('no-mailbox', 'recipient', false)
    if (responseCode === 552 || (subject === 3 && detail === 4)) return failure('too-large', 'letter', false)
  }
  // Policy: who we are, or what we write, is not taken. It may be mended on our side, so the letter waits.
  return failure('refused-us', 'ours', command !== 'RCPT TO' && command !== 'DATA')
}
