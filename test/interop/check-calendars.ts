import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fetched, Instance, KeptTime } from './instance.ts'
import { lookWith, python, type Row, row, run } from './tools.ts'

const kinds = ['open-evening', 'gathering', 'workshop', 'reading-circle', 'field-day', 'other']

/** Series go on; the comparison ends here, in days from today. */
const days = 600

/** Our calendar files, read by programs of others: they must find the very times that stand on our pages. */
export async function checkCalendars(instance: Instance): Promise<Row[]> {
  const all = await instance.fetched('/events/feed.ics')
  const slugs = [
    ...new Set([...all.text.replaceAll('\r\n ', '').matchAll(/^URL.*\/events\/(\S+)\r$/gm)].map(([, slug]) => slug!)),
  ]
  const single = await Promise.all(slugs.map((slug) => instance.fetched(`/events/${slug}/event.ics`)))
  const ofKinds = await Promise.all(kinds.map((kind) => instance.fetched(`/events/kinds/${kind}/feed.ics`)))
  const until = new Date(Date.now() + days * 86_400_000)
  const ours = (await instance.occurrences()).filter(({ from }) => from < until)
  const files = [all, ...ofKinds, ...single]
  return [
    row('own rules', 'calendar files: sent as what they are, lines of 75 octets that end in CRLF', form(files)),
    await lookWith('python3-icalendar', 'calendar files: the same times as on our pages', () =>
      byIcalendar({ all, files, ours, until }),
    ),
    await lookWith('khal', 'calendar of all events: the same times as on our pages', () =>
      byKhal(instance, { all, ours, until }),
    ),
  ]
}

function form(files: readonly Fetched[]): { said: string; problems: string[] } {
  const problems = files.flatMap(({ path, type, status, text }) => {
    const lines = text.split('\r\n')
    return [
      ...(status === 200 && type === 'text/calendar; charset=utf-8' ? [] : [`${path}: ${status} ${type}`]),
      ...(lines.some((line) => Buffer.byteLength(line) > 75 || line.includes('\n'))
        ? [`${path}: a line is too long or ends oddly`]
        : []),
      ...(text.endsWith('END:VCALENDAR\r\n') ? [] : [`${path}: has no end`]),
    ]
  })
  return { said: `${files.length} files`, problems }
}

interface Compared {
  all: Fetched
  ours: readonly KeptTime[]
  until: Date
}

interface ReadCalendar {
  events: number
  wrong: string[]
  times: { uid: string; from: string; to: string; off: boolean; day: boolean }[]
}

const key = ({ uid, from, to, off }: { uid: string; from: Date; to: Date; off: boolean }) =>
  `${uid} ${from.toISOString()} – ${to.toISOString()}${off ? ' (off)' : ''}`

async function byIcalendar(
  wanted: Compared & { files: readonly Fetched[] },
): Promise<{ said: string; problems: string[] }> {
  const { all, files, ours, until } = wanted
  const script = join(import.meta.dirname, 'read_calendar.py')
  const end = until.toISOString().slice(0, 19)
  const ran = await run(python, [script, end, ...files.map(({ file }) => file)])
  if (ran.code !== 0) return { said: 'it ended with an error', problems: [ran.all.slice(-800)] }
  const read = JSON.parse(ran.out) as Record<string, ReadCalendar>
  const said = Object.values(read).reduce((sum, { events }) => sum + events, 0)
  const problems = Object.entries(read).flatMap(([file, { wrong }]) => wrong.map((what) => `${file}: ${what}`))
  const whole = read[all.file]!
  const apart = Object.entries(read).filter(([file]) => file.endsWith('event.ics'))
  const times = whole.times.map((one) => ({ ...one, from: new Date(one.from), to: new Date(one.to) }))
  const dated = new Set(ours.map(({ uid }) => uid))
  const postponed = times.filter(({ uid }) => !dated.has(uid))
  problems.push(...postponed.filter(({ off }) => !off).map(({ uid }) => `${uid} was put off and is told as on`))
  const theirs = times.filter((one) => dated.has(one.uid) && one.from < until)
  problems.push(
    ...difference(
      ours.map((one) => key(asDays(one, theirs))),
      theirs.map(key),
    ),
  )
  const inParts = apart.reduce((sum, [, { times: found }]) => sum + found.length, 0)
  if (inParts !== whole.times.length)
    problems.push(`files of single events hold ${inParts} times, the feed ${whole.times.length}`)
  return { said: `${files.length} files, ${said} components, ${theirs.length} times`, problems }
}

/** Whole days are days in the zone of the event with us, and days as such in a calendar file: they are compared as days. */
function asDays(one: KeptTime, theirs: readonly { uid: string; day: boolean }[]): KeptTime {
  if (!theirs.some(({ uid, day }) => uid === one.uid && day)) return one
  // noon lies on the same day everywhere near
  const day = (moment: Date) =>
    new Date(`${new Date(moment.getTime() + 43_200_000).toISOString().slice(0, 10)}T00:00:00.000Z`)
  return { ...one, from: day(one.from), to: day(one.to) }
}

function difference(ours: readonly string[], theirs: readonly string[]): string[] {
  const [a, b] = [new Set(ours), new Set(theirs)]
  return [
    ...ours.filter((one) => !b.has(one)).map((one) => `only with us: ${one}`),
    ...theirs.filter((one) => !a.has(one)).map((one) => `only with them: ${one}`),
  ].slice(0, 40)
}

const settings = (folder: string) => `[calendars]
[[ours]]
path = ${folder}/ours
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = ${folder}/khal.db
`

/** khal takes the second of two hours that clocks show alike, RFC 5545 (3.3.5) and everybody else the first: one of the 30 times of this event. */
const shownTwice = /hour-shown-twice@odd\.example \d{4}-10-\d\dT0[01]:30/

/** A program people use, with a calendar of its own: it takes the feed in and lists what it would remind them of. */
async function byKhal(
  instance: Instance,
  { all, ours, until }: Compared,
): Promise<{ said: string; problems: string[] }> {
  const folder = join(instance.folder, 'khal')
  await mkdir(join(folder, 'ours'), { recursive: true })
  await writeFile(join(folder, 'settings'), settings(folder))
  const khal = (...words: string[]) => run('khal', ['-c', join(folder, 'settings'), ...words], { TZ: 'UTC' })
  const taken = await khal('import', '--batch', '-a', 'ours', all.file)
  if (taken.code !== 0) return { said: 'it does not take the feed', problems: [taken.all.slice(-800)] }
  const since = new Date(Date.now() - 60 * 86_400_000)
  const span = Math.ceil((until.getTime() - since.getTime()) / 86_400_000)
  const format = '{uid}\t{start-long-full}\t{all-day}\t{cancelled}'
  const words = ['--notstarted', '--day-format', '', '--format', format, since.toISOString().slice(0, 10), `${span}d`]
  const listed = await khal('list', ...words)
  if (listed.code !== 0) return { said: 'it does not list them', problems: [listed.all.slice(-800)] }
  const rows = [...new Set(listed.out.split('\n').filter((line) => line.includes('\t')))].map((line) =>
    line.split('\t'),
  )
  const dated = new Map(ours.map(({ uid, from }) => [uid, from]))
  const theirs = rows.flatMap(([uid, start, , cancelled]) => {
    const from = new Date(`${start!.replace(' ', 'T')}:00Z`)
    return dated.has(uid!) && from < until && from >= since
      ? [shortKey({ uid: uid!, from, off: cancelled!.trim() !== '' })]
      : []
  })
  const wholeDays = rows.filter(([, , isDay]) => isDay === 'True').map(([uid]) => ({ uid: uid!, day: true }))
  const expected = ours.map((one) => asDays(one, wholeDays)).filter(({ from }) => from >= since && from < until)
  const problems = difference(expected.map(shortKey), theirs).filter((one) => !shownTwice.test(one))
  return { said: `${theirs.length} times; one at an hour shown twice left out`, problems }
}

const shortKey = ({ uid, from, off }: { uid: string; from: Date; off: boolean }) =>
  `${uid} ${from.toISOString()}${off ? ' (off)' : ''}`
