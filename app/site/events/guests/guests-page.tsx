import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { languageIn } from '../../../platform/i18n/language.ts'
import { Chip } from '../../../ui/chip.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Button, ButtonForm, ButtonLink, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { EmptyState, Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import type { EventVisit } from '../event-routes.ts'
import type { SiteEvent } from '../events.ts'
import { ByHandForm } from './by-hand/by-hand-form.tsx'
import { writeWhen } from './guest-letters.ts'
import { findList, listGuests, talliesOf } from './guest-queries.ts'
import { type GuestSay, guestWords } from './guest-words.ts'
import { type Guest, type GuestList, type GuestState, type Question, usualList } from './guests.ts'
import { ListForm } from './list-form.tsx'
import { findTime, occasionsOf } from './occasion.ts'

/** The forms of the page: one that was refused comes back as it was sent, the others as they are kept. */
type FormOfPage = 'places' | 'list' | 'by-hand'

/** `GET /events/:event/guests`: who comes, for editors, and what is asked. `refused` says which form `filled` is of. */
export async function guestsPage(
  c: Context,
  { tx, now }: EventVisit,
  event: SiteEvent,
  filled: Filled,
  refused: FormOfPage | null = null,
): Promise<Response> {
  const say = guestWords(filled.language)
  const filledOf = (form: FormOfPage): Filled => (form === refused ? filled : { language: filled.language })
  const list = await findList(tx, event.id)
  const guests = list ? await listGuests(tx, list.id) : []
  const times = [...(list ? await talliesOf(tx, list.id) : new Map<string, unknown>()).keys()].filter((time) =>
    guests.some((one) => one.time === time),
  )
  return page(
    c,
    {
      title: say('guests_title', { title: event.title }),
      width: 'wide',
      styles: ['events.css', 'guests.css'],
      status: filled.problems ? 422 : 200,
    },
    <div class="stack">
      <a class="back" href={`/events/${event.slug}`}>
        <Icon name="arrow-left" /> <span lang={event.language}>{event.title}</span>
      </a>
      <h1>{say('guests_heading')}</h1>
      <p class="lead">{say('guests_lead')}</p>
      <Done c={c} say={say} event={event} guests={guests} />
      {list && <Places say={say} event={event} filled={filledOf('places')} hasGuests={guests.length > 0} />}
      {list && <ByHandForm filled={filledOf('by-hand')} occasions={await occasionsOf(tx, event, now)} now={now} />}
      {list && guests.length === 0 && (
        <EmptyState title={say('guests_none')} icon="armchair">
          <p>{say('guests_none_text')}</p>
        </EmptyState>
      )}
      {list &&
        times.map((time) => (
          <OneTime say={say} event={event} list={list} time={time} guests={guests.filter((one) => one.time === time)} />
        ))}
      <section class="card stack-small">
        <h2>{say(list ? 'list_title' : 'list_title_new')}</h2>
        <ListForm filled={filledOf('list')} event={event} list={list ?? usualList} />
      </section>
    </div>,
  )
}

function Places(props: { say: GuestSay; event: SiteEvent; filled: Filled; hasGuests: boolean }) {
  const { say, event, filled } = props
  return (
    <div class="guest-tools">
      <Form filled={filled} action={`/events/${event.slug}/guests/places`} class="row-end guest-capacity">
        <TextField
          filled={filled}
          name="capacity"
          label={say('capacity')}
          hint={say('capacity_hint')}
          value={event.capacity?.toString() ?? ''}
          inputmode="numeric"
          size="short"
          optional
        />
        <Button kind="plain">{say('capacity_save')}</Button>
      </Form>
      {props.hasGuests && (
        <ButtonLink href={`/events/${event.slug}/guests.csv`}>
          <Icon name="download" /> {say('export')}
        </ButtonLink>
      )}
    </div>
  )
}

interface OneTimeProps {
  say: GuestSay
  event: SiteEvent
  list: GuestList
  time: string
  guests: Guest[]
}

function OneTime({ say, event, list, time, guests }: OneTimeProps) {
  const count = (state: GuestState) => guests.filter((one) => one.state === state).length
  const caption = say('guests_count', { comes: count('comes'), waits: count('waits'), places: event.capacity ?? -1 })
  return (
    <section class="stack-small">
      <h2>{writeWhen(say.language, event, findTime(event, time))}</h2>
      <Table
        language={say.language}
        rowsOnPhone
        caption={caption}
        columns={[
          { label: say('column_name') },
          { label: say('column_state') },
          { label: say('column_email') },
          ...list.questions.map(({ words }) => ({ label: words })),
          { label: say('column_deed') },
        ]}
        rows={guests.map((guest) => [
          <span dir="auto">{guest.name}</span>,
          <StateOf say={say} guest={guest} />,
          <AddressOf say={say} guest={guest} />,
          ...list.questions.map((question) => <Answer say={say} guest={guest} question={question} />),
          <Deeds say={say} event={event} guest={guest} />,
        ])}
      />
    </section>
  )
}

/** What was just done, with the way back from it. */
function Done({ c, say, event, guests }: { c: Context; say: GuestSay; event: SiteEvent; guests: Guest[] }): Child {
  const refused = c.req.query('refused')
  const added = guests.find(({ id }) => id === c.req.query('added'))
  const off = guests.find(({ id, state }) => id === c.req.query('off') && state === 'taken-off')
  const words =
    refused !== undefined
      ? say(refused === 'known' ? 'by_hand_known' : 'by_hand_full')
      : added
        ? say(added.state === 'waits' ? 'added_waits' : 'added_comes', { name: added.name })
        : off
          ? say('taken_off', { name: off.name })
          : c.req.query('done') !== undefined && say('guests_done')
  if (!words) return null
  return (
    <div id="done" tabindex={-1} class="stack-small">
      <Message language={say.language} kind={refused === undefined ? 'done' : 'note'}>
        {words}
      </Message>
      {added && <Deed say={say} event={event} guest={added} deed="erasure" label="undo" />}
      {!added && off && <Deed say={say} event={event} guest={off} deed="return" label="undo" />}
    </div>
  )
}

/** What an editor can do about one guest. Whoever said by themselves that they come is taken off, not deleted: they do that by their link. */
function Deeds({ say, event, guest }: { say: GuestSay; event: SiteEvent; guest: Guest }): Child {
  const isOn = guest.state === 'comes' || guest.state === 'waits'
  return (
    <div class="guest-deeds">
      {isOn && <Deed say={say} event={event} guest={guest} deed="absence" label="take_off" />}
      {guest.state === 'taken-off' && <Deed say={say} event={event} guest={guest} deed="return" label="put_back" />}
      {(guest.byHand || !isOn) && <Deed say={say} event={event} guest={guest} deed="erasure" label="erase_guest" />}
    </div>
  )
}

function Deed(props: {
  say: GuestSay
  event: SiteEvent
  guest: Guest
  deed: 'absence' | 'return' | 'erasure'
  label: 'take_off' | 'put_back' | 'erase_guest' | 'undo'
}) {
  const { say, event, guest, deed, label } = props
  return (
    <ButtonForm
      language={say.language}
      action={`/events/${event.slug}/guests/${guest.id}/${deed}`}
      kind={label === 'undo' ? 'plain' : 'quiet'}
    >
      {say(label)}
      <span class="sr">: {guest.name}</span>
    </ButtonForm>
  )
}

function AddressOf({ say, guest }: { say: GuestSay; guest: Guest }): Child {
  return (
    <>
      {guest.email && <a href={`mailto:${guest.email}`}>{guest.email}</a>}{' '}
      <span class="muted">{guest.isWrittenTo ? languageIn(say.language, guest.language) : say('not_written_to')}</span>
    </>
  )
}

function StateOf({ say, guest }: { say: GuestSay; guest: Guest }): Child {
  const tones = { comes: 'tent', waits: 'gold', asked: undefined, gone: undefined, 'taken-off': undefined } as const
  const tone = tones[guest.state]
  return (
    <>
      <Chip {...(tone && { tone })}>{say(`chip_${guest.state}`)}</Chip>
      {guest.byHand && <span class="muted"> {say('by_hand')}</span>}
    </>
  )
}

function Answer({ say, guest, question }: { say: GuestSay; guest: Guest; question: Question }): Child {
  const said = guest.answers[question.id] ?? ''
  if (question.kind === 'yes-no' && (said === 'yes' || said === 'no')) return say(said)
  return (
    <span class="guest-said" dir="auto">
      {said}
    </span>
  )
}
