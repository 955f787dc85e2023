import type { Context } from 'hono'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { once } from '../../platform/http/idempotency.ts'
import { readTyped } from '../../platform/i18n/local-time.ts'
import { clockAt, findMoment, zoneMeant } from '../../platform/i18n/zone.ts'
import { RadioGroup, TextField } from '../../ui/fields.tsx'
import { Button, ButtonForm, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { addressOf } from '../writing/address-of.ts'
import { type EditingOne, pathOf, zoneToTell } from './editing.ts'
import { editingWords } from './editing-words.ts'
import { longest } from './longest.ts'
import { NoteField } from './note-field.tsx'
import { showWriting, takeDown } from './show-writing.ts'
import { StateChip } from './state-chip.tsx'

/** `GET /writing/:writing/showing`: who shall read it, and from when on. */
export function showShowing(c: Context, editing: EditingOne): Promise<Response> {
  return showingPage(c, editing, { language: editing.language })
}

function showingPage(c: Context, editing: EditingOne, filled: Filled, status: 409 | 422 = 422): Promise<Response> {
  const { language, writing } = editing
  const say = editingWords(language)
  const { draft, state, kind } = writing
  const isShown = state === 'shown'
  return page(
    c,
    {
      title: say('show_or_schedule'),
      width: 'narrow',
      status: filled.problems ? status : 200,
      styles: ['editing.css'],
    },
    <>
      <a class="back" href={pathOf(writing)}>
        <Icon name="arrow-left" /> {say('back_to_words')}
      </a>
      <div class="stack-small">
        <h1>{say('show_title', { title: draft.title || say('untitled') })}</h1>
        <p class="row">
          <StateChip language={language} state={state} shownAt={writing.shownAt} zone={zoneToTell(editing)} />
          <code>{addressOf(writing)}</code>
        </p>
      </div>
      <Form filled={filled} action={pathOf(writing, 'showing')}>
        <input type="hidden" name="round" value={String(draft.round)} />
        {isShown ? <p>{say('show_change_text')}</p> : <When editing={editing} filled={filled} />}
        <NoteField filled={filled} />
        <div class="actions">
          <Button>{say(isShown ? 'show_change' : 'show_it')}</Button>
        </div>
      </Form>
      {(isShown || state === 'scheduled') && kind !== 'page' && (
        <section class="stack-small writing-down">
          <h2>{say(isShown ? 'down_title' : 'unschedule_title')}</h2>
          <p>{say(isShown ? 'down_text' : 'unschedule_text')}</p>
          <ButtonForm language={language} action={pathOf(writing, 'taking-down')} kind="danger">
            {say(isShown ? 'take_down' : 'unschedule')}
          </ButtonForm>
        </section>
      )}
      {state === 'draft' && writing.shownVersion === null && (
        <section class="stack-small writing-down">
          <h2>{say('remove_title')}</h2>
          <p>{say('remove_text')}</p>
          <ButtonForm language={language} action={pathOf(writing, 'removal')} kind="danger">
            {say('remove')}
          </ButtonForm>
        </section>
      )}
    </>,
  )
}

function When({ editing, filled }: { editing: EditingOne; filled: Filled }) {
  const { clock, language, writing } = editing
  const say = editingWords(language)
  const { zone } = editing
  const isScheduled = writing.state === 'scheduled' && writing.shownAt !== null
  const at = isScheduled ? writing.shownAt! : new Date(clock.now().getTime() + 86_400_000)
  return (
    <>
      <RadioGroup
        filled={filled}
        name="how"
        label={say('when')}
        value={isScheduled ? 'later' : 'now'}
        choices={[
          { value: 'now', label: say('when_now') },
          { value: 'later', label: say('when_later') },
        ]}
      />
      <div class="writing-when">
        <TextField
          filled={filled}
          name="day"
          type="date"
          label={say('day')}
          value={clockAt(zoneToTell(editing), at).slice(0, 10)}
          optional
        />
        <TextField
          filled={filled}
          name="time"
          label={say('time')}
          hint={say('time_hint')}
          value={isScheduled ? clockAt(zoneToTell(editing), at).slice(11) : '09:00'}
          size="short"
          optional
        />
        <TextField
          filled={filled}
          name="zone"
          label={say('zone')}
          hint={
            zone ? (
              say('zone_now', { zone, now: clockAt(zone, clock.now()).slice(11) })
            ) : (
              <>
                {say('zone_unsaid')} <a href="/contact/details">{say('zone_say_once')}</a>
              </>
            )
          }
          value={isScheduled ? zoneToTell(editing) : (zone ?? '')}
          optional
        />
      </div>
    </>
  )
}

/** The moment that is meant by a day, a time and a zone; or what is wrong, by its field. Of an hour that comes twice the first is meant. */
function readMoment(say: ReturnType<typeof editingWords>, sent: Sent): { at: Date } | { problems: Problems } {
  const [time, typedZone] = [textOf(sent, 'time'), textOf(sent, 'zone')]
  const zone = zoneMeant(typedZone)
  if (!zone)
    return {
      problems: { zone: typedZone ? say('no-such-zone', { zone: typedZone.slice(0, 100) }) : say('zone_missing') },
    }
  const typed = readTyped(textOf(sent, 'day'), time)
  if (!typed) return { problems: { time: say('unreadable', { time: time.slice(0, 40) }) } }
  const found = findMoment(zone, typed)
  if (found.kind === 'skipped')
    return {
      problems: {
        time: say('skipped', { time, zone, suggestion: found.suggestion.replace(`${typed.slice(0, 10)}T`, '') }),
      },
    }
  return { at: found.kind === 'twice' ? found.first : found.moment }
}

/** `POST /writing/:writing/showing`: shows it now, or has it shown. */
export async function show(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, person, language, writing } = editing
  const say = editingWords(language)
  const sent = await readForm(c)
  const again = (problems: Record<string, string>, status: 409 | 422 = 422) =>
    showingPage(c, editing, { language, typed: sent, problems }, status)
  const note = textOf(sent, 'note')
  if (note.length > longest.note) return again({ note: say('too_long', { n: note.length, most: longest.note }) })
  const isLater = textOf(sent, 'how') === 'later'
  const read = isLater ? readMoment(say, sent) : { at: null }
  if ('problems' in read) return again(read.problems)
  const { at } = read
  if (at && at <= clock.now()) return again({ day: say('past_moment') })
  let refused: Response | null = null
  const { location } = await once(tx, textOf(sent, 'form_key'), person.id, async () => {
    const round = Number(textOf(sent, 'round')) || 0
    const outcome = await showWriting(tx, clock, writing, { round, note: note || null, at })
    if (outcome.kind === 'conflict') refused = await again({ '': say('changed_since') }, 409)
    if (outcome.kind === 'no-title') refused = await again({ '': say('title_problem') })
    if (outcome.kind === 'shown-already') refused = await again({ '': say('shown_already') })
    return `${pathOf(writing)}?done=${outcome.kind === 'scheduled' ? 'scheduled' : 'shown'}`
  })
  return refused ?? c.redirect(location, 303)
}

/** `POST /writing/:writing/taking-down`: readers are told that it is gone; pages of the site stay. */
export async function takeDownPage(c: Context, editing: EditingOne): Promise<Response> {
  const { tx, clock, language, writing } = editing
  if (writing.kind === 'page')
    return showingPage(c, editing, { language, problems: { '': editingWords(language)('page_stays') } })
  await takeDown(tx, clock, writing)
  return c.redirect(`${pathOf(writing)}?done=${writing.state === 'scheduled' ? 'unscheduled' : 'down'}`, 303)
}
