import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { readAddresses } from './http/remote-address.ts'
import { type Language, languages } from './i18n/language.ts'
import { readDkim } from './mail/read-dkim.ts'
import type { DkimSettings } from './mail/smtp.ts'
import { type OidcSettings, readOidc } from './read-oidc.ts'

/** Everything that the one who runs this program may decide. Read once, at start; nothing else reads the environment. */
export interface Config {
  /** The folder of the project, where `db/migrations` and `package.json` lie. */
  root: string
  /** Where everything that must be kept lies, as long as no other server holds it. */
  dataFolder: string
  host: string
  port: number
  /** The address people type, without a slash at the end. */
  origin: string
  /** Other names under which the program may be called. */
  hosts: string[]
  /** Proxies whose word on where a request comes from is believed: addresses and networks; null for those on this machine. */
  proxies: string[] | null
  /** Addresses and networks that are refused. */
  blocked: string[]
  /** Whom to tell of a weakness. */
  securityContact: string | null
  /** Is the program reachable from this machine alone? Then, and only then, a page may show the mails it would have sent. */
  local: boolean
  /** A PostgreSQL of one's own; null for the one that came with the packages. */
  databaseUrl: string | null
  /** Signs sessions and links; null for one made at first start and kept in the data folder. */
  secret: string | null
  /** Where mail is handed on (`smtp://user:password@host:587`); null when there is nowhere. */
  smtpUrl: string | null
  mailFrom: string
  /** Where answers go; null for the one mail comes from. */
  mailReplyTo: string | null
  /** Where undeliverable mail comes back to; null for the one mail comes from. */
  mailBounces: string | null
  /** What mail is signed with; null when the mail server does that, or nobody. */
  dkim: DkimSettings | null
  /** Another place to sign in at; null where there is none. */
  oidc: OidcSettings | null
  /** The address of the first convener, who gets the sign-in link at first start. */
  firstConvener: string
  /** The language that the texts of the example are in. */
  exampleLanguage: Language
  openBrowser: boolean
  logLevel: string
}

interface Setting<T> {
  about: string
  example: string
  schema: z.ZodType<T>
}

function listed(text: string): string[] {
  return text.split(',').flatMap((one) => one.trim() || [])
}

const addressList = z.string().transform((text, context) => {
  const list = listed(text)
  try {
    readAddresses(list)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
  return list
})

const localHosts = ['127.0.0.1', '::1', 'localhost']

/** Each setting with the name it has in the environment, in the order the documentation lists them. */
export const settings = {
  PORT: {
    about: 'The port to listen on; 0 takes any free one. Without it 3000.',
    example: '8080',
    schema: z.coerce.number<string>('must be a number').int().min(0).max(65_535).default(3000),
  },
  HOST: {
    about: 'The network address to listen on. Without it 127.0.0.1, so that only this machine can reach the program.',
    example: '0.0.0.0',
    schema: z.string().default('127.0.0.1'),
  },
  ECOTONE_URL: {
    about: 'The address people type into their browser, when it is another than http://localhost and the port.',
    example: 'https://ecotone.example.org',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  ECOTONE_HOSTS: {
    about:
      'Other names under which the program may be called, with commas between. A name it does not know is refused.',
    example: 'workbench.example.org,maps.example.org',
    schema: z.string().default('').transform(listed),
  },
  ECOTONE_PROXIES: {
    about:
      'Addresses or networks of proxies whose X-Forwarded-For is believed, with commas between. Without it those on this machine.',
    example: '10.0.0.0/8,fd00::/8',
    schema: addressList.optional(),
  },
  ECOTONE_BLOCKED: {
    about: 'Addresses or networks that are refused, with commas between.',
    example: '203.0.113.7,2001:db8::/32',
    schema: addressList.optional(),
  },
  ECOTONE_SECURITY_CONTACT: {
    about: 'Whom to tell of a weakness; published at /.well-known/security.txt.',
    example: 'mailto:security@example.org',
    schema: z.url({ protocol: /^(mailto|https|tel)$/ }).optional(),
  },
  DATABASE_URL: {
    about: 'A PostgreSQL server, version 15 or newer. Without it the program runs one of its own.',
    example: 'postgres://ecotone:password@db.example.org/ecotone',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  },
  ECOTONE_DATA: {
    about: 'The folder for everything that must be kept. Without it `data` beside the program.',
    example: '/srv/ecotone/data',
    schema: z.string().optional(),
  },
  ECOTONE_SECRET: {
    about: 'Signs sessions and links. Without it one is made at first start and kept in the data folder.',
    example: '64 random letters and digits',
    schema: z.string().min(32).optional(),
  },
  ECOTONE_CONVENER: {
    about: 'The address of the first convener, whose sign-in link is printed at first start.',
    example: 'maria@example.org',
    schema: z.email().default('convener@example.org'),
  },
  SMTP_URL: {
    about: 'Where to hand on mail. Without it mail waits on the mailbox page, which only this machine can reach.',
    example: 'smtp://user:password@mail.example.org:587',
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
  },
  MAIL_FROM: {
    about: 'Whom mail comes from.',
    example: 'Ecotone <hello@example.org>',
    schema: z.string().includes('@').default('Ecotone <ecotone@localhost>'),
  },
  MAIL_REPLY_TO: {
    about: 'Where answers and questions go. Without it they go to MAIL_FROM.',
    example: 'Our team <team@example.org>',
    schema: z.string().includes('@').optional(),
  },
  MAIL_BOUNCES: {
    about:
      'Where mail that cannot be delivered comes back to, with a mark for each letter behind a plus. Without it MAIL_FROM.',
    example: 'returned@example.org',
    schema: z.email().optional(),
  },
  DKIM_DOMAIN: {
    about: 'The domain that signs mail, where the mail server does not; with DKIM_SELECTOR and DKIM_KEY.',
    example: 'example.org',
    schema: z.hostname().optional(),
  },
  DKIM_SELECTOR: {
    about: 'Under which name the public key of DKIM stands in the DNS.',
    example: 'ecotone',
    schema: z.hostname().optional(),
  },
  DKIM_KEY: {
    about: 'The private key of DKIM in PEM form, or the file that holds it.',
    example: '/srv/ecotone/dkim.pem',
    schema: z.string().optional(),
  },
  ECOTONE_OIDC_ISSUER: {
    about:
      'Another provider to sign in with (OpenID Connect), as it writes itself; with ECOTONE_OIDC_CLIENT, _SECRET and _NAME.',
    example: 'https://login.example.org/realms/ours',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  ECOTONE_OIDC_CLIENT: {
    about: 'Under which name that provider knows this program (its client ID).',
    example: 'ecotone',
    schema: z.string().optional(),
  },
  ECOTONE_OIDC_SECRET: {
    about: 'The secret that provider agreed on with this program (its client secret).',
    example: 'what the provider shows once',
    schema: z.string().optional(),
  },
  ECOTONE_OIDC_NAME: {
    about: 'What people call that provider; the button says "Sign in with" and this.',
    example: 'Our town',
    schema: z.string().max(60).optional(),
  },
  ECOTONE_LANGUAGE: {
    about: 'The language that the example is told in: en, pt, es or fr. The pages speak each reader’s own.',
    example: 'pt',
    schema: z.enum(languages).default('en'),
  },
  ECOTONE_BROWSER: {
    about: 'Whether the first start opens a browser: yes or no.',
    example: 'no',
    schema: z.enum(['yes', 'no']).default('yes'),
  },
  ECOTONE_LOG: {
    about: 'How much to write into the log: error, warn, info or debug.',
    example: 'info',
    schema: z.enum(['error', 'warn', 'info', 'debug']).default('warn'),
  },
} satisfies Record<string, Setting<unknown>>

type Values = { [Name in keyof typeof settings]: z.infer<(typeof settings)[Name]['schema']> }

/**
 * Reads the settings. Throws one error that names every setting that is wrong, what it is set to and what it is for; an empty
 * value counts as not set. `environment` is given by tests alone.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const values = readValues(environment)
  const root = projectRoot()
  return {
    root,
    dataFolder: resolve(root, values.ECOTONE_DATA ?? 'data'),
    host: values.HOST,
    port: values.PORT,
    origin: (values.ECOTONE_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    hosts: values.ECOTONE_HOSTS,
    proxies: values.ECOTONE_PROXIES ?? null,
    blocked: values.ECOTONE_BLOCKED ?? [],
    securityContact: values.ECOTONE_SECURITY_CONTACT ?? null,
    local: localHosts.includes(values.HOST),
    databaseUrl: values.DATABASE_URL ?? null,
    secret: values.ECOTONE_SECRET ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM,
    mailReplyTo: values.MAIL_REPLY_TO ?? null,
    mailBounces: values.MAIL_BOUNCES ?? null,
    dkim: readDkim({ domain: values.DKIM_DOMAIN, selector: values.DKIM_SELECTOR, key: values.DKIM_KEY }, root),
    oidc: readOidc({
      issuer: values.ECOTONE_OIDC_ISSUER,
      client: values.ECOTONE_OIDC_CLIENT,
      secret: values.ECOTONE_OIDC_SECRET,
      name: values.ECOTONE_OIDC_NAME,
    }),
    firstConvener: values.ECOTONE_CONVENER,
    exampleLanguage: values.ECOTONE_LANGUAGE,
    openBrowser: values.ECOTONE_BROWSER === 'yes',
    logLevel: values.ECOTONE_LOG,
  }
}

function readValues(environment: Record<string, string | undefined>): Values {
  const problems: string[] = []
  const values = Object.entries(settings).map(([name, setting]) => {
    const read = setting.schema.safeParse(environment[name] || undefined)
    if (!read.success) problems.push(problemOf(name, setting, read.error))
    return [name, read.data]
  })
  if (problems.length > 0) throw new Error(`These settings cannot be used:\n${problems.join('\n')}`)
  return Object.fromEntries(values)
}

function problemOf(name: string, setting: Setting<unknown>, error: z.ZodError): string {
  const reasons = error.issues.map((issue) => issue.message.toLowerCase()).join(', ')
  return `  ${name}: ${reasons}. ${setting.about} For example: ${name}=${setting.example}`
}

/** The folder that holds our `package.json`, whether this file runs as it is or inside a built program. */
export function projectRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (isOurs(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) {
      throw new Error(`The program at ${import.meta.dirname} does not lie inside the project it belongs to.`)
    }
  }
}

function isOurs(manifest: string): boolean {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).name === 'ecotone'
  } catch {
    return false
  }
}
