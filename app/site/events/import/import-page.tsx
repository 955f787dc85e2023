import { readFile } from 'node:fs/promises'
import type { Context } from 'hono'
import { type Sent, textOf } from '../../../platform/http/body.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { withUpload } from '../../../platform/http/upload.ts'
import { languages } from '../../../platform/i18n/language.ts'
import { zoneMeant } from '../../../platform/i18n/zone.ts'
import { FileField, Select, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LanguageField } from '../../../ui/language-field.tsx'
import { Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { zoneOfTheSite } from '../../site-clock-queries.ts'
import { knownUids } from '../event-queries.ts'
import type { EventVisit } from '../event-routes.ts'
import { eventWords, type Say } from '../event-words.ts'
import { eventKinds } from '../events.ts'
import { addEvent } from '../keep-event.ts'
import { writeLongDay, writeSpan } from '../times/write-times.ts'
import type { LeftOut } from './not-taken.ts'
import { type FoundEvent, readCalendar, type Wish } from './read-calendar.ts'

/** A file may have so many bytes: it goes along with the preview, and nothing is kept before somebody agrees. */
export const mostCalendarBytes = 700_000

/** The form for a calendar file. */
export async function importForm(c: Context, { tx }: EventVisit): Promise<Response> {
  return formPage(c, {}, await zoneOfTheSite(tx))
}

function formPage(c: Context, sent: Pick<Filled, 'typed' | 'problems'>, zone: string | null = null): Promise<Response> {
  const say = eventWords(languageOf(c))
  const filled = { language: say.language, ...sent }
  return page(
    c,
    { title: say('import'), styles: ['events.css'], status: sent.problems ? 422 : 200 },
    <div class="stack">
      <Back say={say} />
      <h1>{say('import')}</h1>
      <p class="lead">{say('import_lead')}</p>
      <Form filled={filled} action="/events/import" upload>
        <FileField
          filled={filled}
          name="file"
          label={say('import_file')}
          hint={say('import_file_hint')}
          accept=".ics,text/calendar"
        />
        <TextField
          filled={filled}
          name="zone"
          label={say('import_zone')}
          hint={say('form_zone_hint')}
          value={zone ?? ''}
          maxlength={60}
        />
        <div class="pair">
          <Select
            filled={filled}
            name="kind"
            label={say('form_kind')}
            value="other"
            choices={eventKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
          />
          <LanguageField filled={filled} label={say('form_language')} value={say.language} />
        </div>
        <p class="actions">
          <Button>{say('import_look')}</Button>
        </p>
      </Form>
    </div>,
  )
}

function Back({ say }: { say: Say }) {
  return (
    <a class="back" href="/events">
      <Icon name="arrow-left" /> {say('back')}
    </a>
  )
}

/** A file is shown as it would come in; the same text sent once more with a yes comes in. */
export function takeImport(c: Context, visit: EventVisit): Promise<Response> {
  return withUpload(c, async ({ sent, files }) => {
    const say = eventWords(languageOf(c))
    const wish = readWish(sent)
    if (!wish)
      return formPage(c, {
        typed: sent,
        problems: { zone: say('problem_zone', { value: textOf(sent, 'zone').slice(0, 60) }) },
      })
    const brought = sent['calendar']
    const file = files.find(({ field }) => field === 'file')
    if (brought === undefined && (!file || file.bytes > mostCalendarBytes)) {
      return formPage(c, { typed: sent, problems: { file: say(file ? 'import_too_large' : 'import_no_file') } })
    }
    const text = typeof brought === 'string' ? brought : await readFile(file!.path, 'utf8')
    const { events, left } = await notKnown(visit, readCalendar(text, wish))
    if (typeof brought !== 'string') return previewPage(c, { events, left, wish, text: text.replaceAll('\0', '') })
    for (const one of events)
      await addEvent(visit.tx, visit.clock, one.words, { uid: one.uid, sequence: one.sequence, source: 'import' })
    return c.redirect('/events', 303)
  })
}

function readWish(sent: Sent): Wish | null {
  const zone = zoneMeant(textOf(sent, 'zone'))
  const kind = eventKinds.find((one) => one === textOf(sent, 'kind')) ?? 'other'
  const language = languages.find((one) => one === textOf(sent, 'language')) ?? 'en'
  return zone ? { zone, kind, language } : null
}

/** What is in the calendar under the same UID already stays as it is. */
async function notKnown({ tx }: EventVisit, read: { events: FoundEvent[]; left: LeftOut[] }) {
  const known = await knownUids(
    tx,
    read.events.map(({ uid }) => uid),
  )
  const there = read.events.filter(({ uid }) => known.has(uid))
  return {
    events: read.events.filter(({ uid }) => !known.has(uid)),
    left: [
      ...read.left,
      ...there.map(
        ({ words }): LeftOut => ({ what: 'VEVENT', title: words.title.slice(0, 100), reason: 'known', detail: '' }),
      ),
    ],
  }
}

interface Preview {
  events: FoundEvent[]
  left: LeftOut[]
  wish: Wish
  text: string
}

function previewPage(c: Context, { events, left, wish, text }: Preview): Promise<Response> {
  const say = eventWords(languageOf(c))
  return page(
    c,
    { title: say('import_preview'), styles: ['events.css'] },
    <div class="stack">
      <Back say={say} />
      <h1>{say('import_preview')}</h1>
      {events.length === 0 ? (
        <Message language={say.language} kind="problem">
          {say('import_none')}
        </Message>
      ) : (
        <section class="stack-small">
          <h2>{say('import_takes', { n: events.length })}</h2>
          <ul class="event-times">
            {events.slice(0, 200).map((one) => (
              <Taken say={say} one={one} />
            ))}
          </ul>
          <Form filled={{ language: say.language }} action="/events/import" upload>
            {Object.entries(wish).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <textarea name="calendar" hidden>
              {`\n${text}`}
            </textarea>
            <p class="actions">
              <Button>{say('import_bring', { n: events.length })}</Button>
            </p>
          </Form>
        </section>
      )}
      {left.length > 0 && (
        <section class="card stack-small">
          <h2>{say('import_leaves', { n: left.length })}</h2>
          <ul class="event-times">
            {left.slice(0, 200).map(({ what, title, reason, detail }) => (
              <li>
                <span>
                  <strong>{title || what}</strong>: {say(`reason_${reason}`)} {detail && <code>{detail}</code>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>,
  )
}

function Taken({ say, one }: { say: Say; one: FoundEvent }) {
  const { title, starts, ends, rule } = one.words
  return (
    <li>
      <strong>{title}</strong>
      {starts && (
        <span>
          {writeLongDay(say.language, starts)}
          {starts.length > 10 && `, ${writeSpan(say.language, starts, ends)}`}
        </span>
      )}
      {rule && <code>{rule}</code>}
    </li>
  )
}
