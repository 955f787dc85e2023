import { createTransport, type Transporter } from 'nodemailer'
import type { Message } from './compose.ts'

/** Signs mail, so that receivers can tell that it is ours and was not changed on the way. */
export interface DkimSettings {
  domain: string
  selector: string
  /** In PEM form. */
  privateKey: string
}

export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  url: string
  dkim?: DkimSettings | null
  /** Letters on their way at the same time. */
  atOnce?: number
  /** Given by tests alone: whom to trust, and how long to wait for an answer. */
  tls?: { ca: string }
  waitMs?: number
}

/** Hands messages on, over connections that are kept open between them. */
export interface HandOn {
  (message: Message): Promise<unknown>
  close(): void
}

/** What of a message is signed: also the headers by which one stops a list, without which mail programs do not offer it (RFC 8058). */
const signedHeaders =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Auto-Submitted:' +
  'List-Id:List-Help:List-Owner:List-Archive:List-Unsubscribe:List-Unsubscribe-Post'

/** A way to hand messages to a mail server. */
export function openSmtp(settings: SmtpSettings): HandOn {
  const transport: Transporter = createTransport(smtpOptions(settings))
  const handOn = ({ subject: _shownElsewhere, ...message }: Message) => transport.sendMail(message)
  return Object.assign(handOn, { close: () => transport.close() })
}

/** The head of a message as it would leave, not signed: for those who want to see it. */
export async function messageHead({ subject: _shownElsewhere, ...message }: Message): Promise<string> {
  const made = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  const raw = (await made.sendMail(message)).message.toString()
  return raw.slice(0, raw.indexOf('\n\n'))
}

/**
 * How the mail server is spoken to. One on another machine must offer TLS with a certificate that holds, otherwise nothing is sent: the
 * password and every letter would be readable on the way. One on this machine is taken as it is.
 */
function smtpOptions({ url, dkim, atOnce = 3, tls, waitMs = 60_000 }: SmtpSettings) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const local = isThisMachine(hostname)
  return {
    pool: true as const,
    maxConnections: atOnce,
    maxMessages: 100,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && (!local || tls !== undefined),
    tls: tls ?? { rejectUnauthorized: !local },
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signedHeaders,
      },
    }),
  }
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
