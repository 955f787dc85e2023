import type { EventWords } from '../../app/site/events/events.ts'

/** The first events of an instance, as drawn up for the example; each has an address of its own, so that it is brought once. */
export type SeededEvent = EventWords & { slug: string }

const once = {
  language: 'en',
  place: '',
  online: false,
  link: null,
  secondZone: null,
  ends: null,
  zone: 'Europe/Lisbon',
  rule: null,
  exceptions: [],
  state: 'planned',
  capacity: null,
  shown: true,
} as const

/** The events of the example, told from the day the instance begins, such as 2027-03-01. */
export function siteEvents(day: string): SeededEvent[] {
  const on = (days: number, hour = '') => {
    const at = new Date(`${day}T00:00:00Z`)
    at.setUTCDate(at.getUTCDate() + days)
    return at.toISOString().slice(0, 10) + (hour && `T${hour}`)
  }
  return [...meetings(on), ...learning(on)]
}

type On = (days: number, hour?: string) => string

function meetings(on: On): SeededEvent[] {
  return [
    {
      ...once,
      slug: 'open-evening-what-is-systems-convening',
      kind: 'open-evening',
      title: 'Open evening: What is systems convening?',
      words:
        'An hour and a half for whoever has heard the words and wonders what they mean. Three people who do it tell what they did last month, and what went wrong. Then we look at one landscape together.\n\nIn English, with subtitles in Portuguese. You need bring nothing, and may keep your camera off.',
      online: true,
      starts: on(3, '18:30'),
      ends: on(3, '20:00'),
      capacity: 60,
    },
    {
      ...once,
      slug: 'breakfast-on-the-quay',
      kind: 'gathering',
      title: 'Breakfast on the quay',
      words:
        'Bread, coffee and whoever is there: people who fish, people who nurse, people who count birds. It is this early because the boats go out at half past seven.\n\nNo agenda and no minutes. Somebody brings a question; last time it was “Who is asked only by inspectors?”.',
      place: 'Net loft on the quay, Sesimbra',
      starts: on(-11, '06:40'),
      ends: on(-11, '07:30'),
      rule: 'FREQ=WEEKLY;INTERVAL=2',
      exceptions: [{ original: on(31, '06:40'), what: 'moved', starts: on(32, '06:40'), ends: on(32, '07:30') }],
    },
    {
      ...once,
      slug: 'meadow-count',
      kind: 'field-day',
      title: 'Meadow count with the Meadow class',
      words:
        'We count seagrass, square by square, with the children who named it. Bring boots. If the wind is over 25 knots we stay at home, and the calendar says so the evening before.',
      place: 'Portinho beach, by the steps',
      starts: on(33),
    },
  ]
}

function learning(on: On): SeededEvent[] {
  return [
    {
      ...once,
      slug: 'handbook-reading-circle-chapter-4',
      kind: 'reading-circle',
      title: 'Handbook reading circle: chapter 4, Where you are trusted, and where not',
      words:
        'We read the chapter before, and talk about one page of it: the one that made somebody stop. First in pairs, then all together. Come with a place in your landscape where you are not trusted yet.',
      online: true,
      starts: on(75, '17:00'),
      ends: on(75, '18:15'),
      secondZone: 'America/Sao_Paulo',
      capacity: 24,
    },
    {
      ...once,
      slug: 'workshop-reading-your-own-landscape-in-person',
      kind: 'workshop',
      title: 'Workshop in person: Reading your own landscape',
      words: 'Put off until the hall is repaired and it is safe to travel. Your seat is kept; you need do nothing.',
      place: 'Sesimbra',
      starts: on(20, '09:30'),
      ends: on(21, '17:00'),
      state: 'postponed',
      capacity: 18,
    },
  ]
}
