import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { makeCertificate } from './certificate.ts'

/** One letter as a mail server took it. */
export interface Taken {
  from: string
  to: string
  raw: string
  /** Did it come over an encrypted connection? */
  secure: boolean
}

/** What this server does where it does not simply take a letter: an answer such as "550 5.1.1 no such mailbox", or nothing. */
export interface Manners {
  onFrom?: () => string | undefined
  onTo?: (address: string) => string | undefined
  onLetter?: (taken: Taken, session: SMTPServerSession) => string | undefined | Promise<string | undefined>
  /** The password it takes from "ecotone"; without it anybody may send. */
  password?: string
  withoutTls?: boolean
  /** Breaks the connection in the middle of each letter while this says so. */
  breaksOff?: () => boolean
}

export interface MailServer {
  /** `smtp://…` of this server, to sign in with the given password. */
  url(password?: string): string
  /** Signed this server's certificate. */
  ca: string
  taken: Taken[]
  /** Letters that were begun, taken or not. */
  begun: number
  connections: number
  close(): Promise<void>
}

/** A mail server in this process, with a TLS key of its own. It hands nothing on. */
export async function startMailServer(manners: Manners = {}): Promise<MailServer> {
  const { key, cert } = makeCertificate()
  const taken: Taken[] = []
  const counted = { begun: 0, connections: 0 }
  const server = new SMTPServer({
    key,
    cert,
    authOptional: manners.password === undefined,
    allowInsecureAuth: false,
    disabledCommands: manners.withoutTls ? ['STARTTLS'] : [],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 200,
    onConnect(_session, done) {
      counted.connections += 1
      done()
    },
    onAuth: ({ password, username }, _session, done) =>
      username === 'ecotone' && password === manners.password
        ? done(null, { user: username })
        : done(answer('535 5.7.8 not you')),
    onMailFrom: (_address, _session, done) => done(answer(manners.onFrom?.())),
    onRcptTo: ({ address }, _session, done) => done(answer(manners.onTo?.(address))),
    onData(stream, session, done) {
      counted.begun += 1
      const { mailFrom, rcptTo } = session.envelope
      if (manners.breaksOff?.()) {
        stream.once('data', () => {
          for (const one of server.connections) one.close()
        })
        stream.resume()
        return
      }
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.once('end', async () => {
        const letter = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address).join(),
          raw: Buffer.concat(pieces).toString(),
          secure: session.secure,
        }
        const refused = await manners.onLetter?.(letter, session)
        if (!refused) taken.push(letter)
        done(answer(refused))
      })
    },
  })
  // A client that does not trust the certificate breaks off; that is what some tests want.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: (password) => `smtp://${password ? `ecotone:${encodeURIComponent(password)}@` : ''}127.0.0.1:${port}`,
    ca: cert,
    taken,
    get begun() {
      return counted.begun
    },
    get connections() {
      return counted.connections
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** "550 5.1.1 no such mailbox" as the library wants it said. */
function answer(words: string | undefined): Error | null {
  if (!words) return null
  const [, code, rest] = /^(\d{3}) (.*)$/.exec(words) ?? []
  return Object.assign(new Error(rest), { responseCode: Number(code) })
}
