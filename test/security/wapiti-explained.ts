/** What wapiti reports and we leave as it is, with why. `where` is a pattern over the path. */
export const explained: { finding: string; where: RegExp; info?: RegExp; why: string }[] = [
  {
    finding: 'Backup file',
    where: /^\/landscapes\/[\w-]+\/export\.zip$/,
    why: 'It is the whole landscape as files, a page of its own, for stewards; wapiti is signed in as one.',
  },
  {
    finding: 'HTTP Secure Headers',
    where: /^\/$/,
    info: /^X-XSS-Protection is not set/,
    why: 'Browsers have dropped what it switched on, and it opened holes of its own; the content policy does this work.',
  },
  {
    finding: 'HTTP Secure Headers',
    where: /^\/$/,
    info: /^Strict-Transport-Security is not set/,
    why: 'The program under test is asked over HTTP on this machine; over HTTPS the header is there, and a test says so.',
  },
  {
    finding: 'Secure Flag cookie',
    where: /^\/$/,
    info: /: (language|theme)$/,
    why: 'The program under test is asked over HTTP on this machine; over HTTPS every cookie is Secure, and a test says so.',
  },
]
