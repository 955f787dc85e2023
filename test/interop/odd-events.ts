/** Lines of a calendar file that somebody else wrote: every kind of time that programs tend to read differently. `year` is one to come. */
export function oddEvents(year: number): string {
  const events = [
    ...inSeries(year),
    ...atOddHours(year),
    event('all-day', [`DTSTART;VALUE=DATE:${year}0501`, `DTEND;VALUE=DATE:${year}0504`, 'RRULE:FREQ=MONTHLY;COUNT=6']),
    event('cancelled', [`DTSTART;TZID=Europe/Lisbon:${year}0612T090000`, 'STATUS:CANCELLED']),
  ]
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Somebody//Else//EN', ...events.flat(), 'END:VCALENDAR']
  return `${lines.join('\r\n')}\r\n`
}

function event(uid: string, lines: readonly string[]): string[] {
  const head = [
    `UID:${uid}@odd.example`,
    'DTSTAMP:20260101T000000Z',
    'LOCATION:Net loft\\; quay',
    `SUMMARY:Odd\\, told: ${uid}; "quoted" – ñandú 🌊`,
  ]
  return ['BEGIN:VEVENT', ...head, ...lines, 'END:VEVENT']
}

function inSeries(year: number): string[][] {
  const lisbon = (name: string, time: string) => `${name};TZID=Europe/Lisbon:${year}${time}`
  return [
    // over both changes of the clocks; one left out, one moved, one called off, one added
    event('weekly', [
      lisbon('DTSTART', '0204T064000'),
      lisbon('DTEND', '0204T073000'),
      'RRULE:FREQ=WEEKLY;COUNT=48',
      lisbon('EXDATE', '0311T064000'),
      lisbon('RDATE', '0506T210000'),
    ]),
    event('weekly', [
      lisbon('RECURRENCE-ID', '0401T064000'),
      lisbon('DTSTART', '0402T180000'),
      lisbon('DTEND', '0402T190000'),
    ]),
    event('weekly', [
      lisbon('RECURRENCE-ID', '0408T064000'),
      lisbon('DTSTART', '0408T064000'),
      lisbon('DTEND', '0408T073000'),
      'STATUS:CANCELLED',
    ]),
    event('last-friday', [
      `DTSTART;TZID=America/New_York:${year}0129T190000`,
      'DURATION:PT2H',
      `RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=${year}1231T235959Z`,
    ]),
    event('third-working-day', [
      `DTSTART;TZID=Australia/Lord_Howe:${year}0105T100000`,
      'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3;COUNT=12',
    ]),
    event('endless', [
      `DTSTART;TZID=Asia/Kathmandu:${year}0301T171500`,
      `DTEND;TZID=Asia/Kathmandu:${year}0301T181500`,
      'RRULE:FREQ=DAILY;INTERVAL=10',
    ]),
    event('in-utc', [`DTSTART:${year}0301T120000Z`, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=20']),
  ]
}

/** Hours that clocks skip, and hours that they show twice. */
function atOddHours(year: number): string[][] {
  return [
    event('skipped-hour', [`DTSTART;TZID=America/New_York:${year}0301T023000`, 'RRULE:FREQ=DAILY;COUNT=30']),
    event('hour-shown-twice', [`DTSTART;TZID=Europe/Lisbon:${year}1015T013000`, 'RRULE:FREQ=DAILY;COUNT=30']),
    event('through-the-change', [
      `DTSTART;TZID=Europe/Lisbon:${year}0320T230000`,
      `DTEND;TZID=Europe/Lisbon:${year}0321T040000`,
      'RRULE:FREQ=DAILY;COUNT=15',
    ]),
  ]
}
