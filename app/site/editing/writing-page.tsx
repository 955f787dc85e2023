import type { Context } from 'hono'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { clockAt, findMoment } from '../../platform/i18n/zone.ts'
import { Chip } from '../../ui/chip.tsx'
import { TextArea, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { addressOf } from '../writing/address-of.ts'
import { type BlocksToPut, blocksToPut } from './desk/blocks-to-put.ts'
import { desk } from './desk/desk.tsx'
import { PutBlock } from './desk/put-block.tsx'
import { type EditingOne, pathOf, zoneToTell } from './editing.ts'
import { editingWords } from './editing-words.ts'
import { longest } from './longest.ts'
import { NoteField } from './note-field.tsx'
import { namesOfEditors, noteOpen, openElsewhere } from './open-queries.ts'
import { StateChip } from './state-chip.tsx'

/** What may have just been done, as the address says. */
const dones = [
  'saved',
  'put',
  'kept',
  'same',
  'shown',
  'scheduled',
  'unscheduled',
  'down',
  'details',
  'restored',
] as const

/** `GET /writing/:writing`: the words, and nothing else in the way. */
export function showWritingPage(c: Context, editing: EditingOne): Promise<Response> {
  return writingPage(c, editing, { language: editing.language })
}

/** The page of the words; refused, with what was typed and what is wrong with it. */
export async function writingPage(c: Context, editing: EditingOne, filled: Filled): Promise<Response> {
  const { tx, clock, language, writing } = editing
  const say = editingWords(language)
  await noteOpen(tx, writing.id, clock.now())
  const blocks = await blocksToPut(editing)
  const done = filled.problems ? undefined : dones.find((one) => one === c.req.query('done'))
  return page(
    c,
    {
      title: writing.draft.title || say('untitled'),
      width: 'plain',
      styles: ['editing.css', 'words.css', 'desk.css'],
      islands: ['writing-island.js'],
      status: filled.problems ? 422 : 200,
    },
    <>
      <Head {...editing} quietly />
      {done && (
        <Message language={language} kind="done">
          {say(`done_${done}`)} {done === 'scheduled' && twiceNote(editing)}
        </Message>
      )}
      {await openLines(editing)}
      {await changedLine(editing)}
      {await desk(editing, blocks, <WordsForm editing={editing} filled={filled} blocks={blocks} />)}
      <div class="actions writing-more">
        <a href={pathOf(writing, 'details')}>{say('details')}</a>
        <a href="/writing/pictures">{say('pictures')}</a>
        <a href={pathOf(writing, 'versions')}>{say('versions_n', { n: writing.newest })}</a>
      </div>
    </>,
  )
}

/** Which writing it is, who can read it, and the way back to the list. `quietly` where its title stands in a field right below. */
export function Head({ language, writing, zone, quietly = false }: EditingOne & { quietly?: boolean }) {
  const say = editingWords(language)
  return (
    <div class="stack-small">
      <a class="back" href="/writing">
        <Icon name="arrow-left" /> {say('list_title')}
      </a>
      <div class="row">
        <Chip>{say(`kind_${writing.kind}`)}</Chip>
        <StateChip language={language} state={writing.state} shownAt={writing.shownAt} zone={zoneToTell({ zone })} />
        {writing.state === 'shown' && <a href={addressOf(writing)}>{say('see_it')}</a>}
      </div>
      <h1 class={quietly ? 'sr' : 'writing-title'} lang={writing.language}>
        {writing.draft.title || say('untitled')}
      </h1>
    </div>
  )
}

/** Of what is shown at an hour that comes twice, that the first of the two is meant. */
function twiceNote({ language, writing: { shownAt }, zone }: EditingOne): string | null {
  const time = zone && shownAt ? clockAt(zone, shownAt) : null
  if (!zone || !time || findMoment(zone, time).kind !== 'twice') return null
  return editingWords(language)('twice', { time: time.slice(11), zone })
}

/** "Rui has this open since 14:05". */
async function openLines(editing: EditingOne) {
  const { tx, clock, language, writing } = editing
  const say = editingWords(language)
  const zone = zoneToTell(editing)
  const others = await openElsewhere(tx, writing.id, clock.now())
  return others.map(({ name, since }) => (
    <Message language={language} kind="note">
      {say('open_elsewhere', { name, since: writeMoment(language, since, zone), zone })}
    </Message>
  ))
}

/** That readers have something else before them than what stands here. */
async function changedLine(editing: EditingOne) {
  const { tx, language, writing } = editing
  const { draft, isChanged, shownVersion, state } = writing
  const say = editingWords(language)
  const differs = state === 'shown' && (isChanged || draft.beganFrom !== shownVersion)
  const names = await namesOfEditors(tx, [draft.savedBy])
  const zone = zoneToTell(editing)
  return (
    <p class="evidence">
      <Icon name="notebook-pen" size={16} />
      <span>
        {draft.savedAt &&
          say('last_saved', {
            moment: writeMoment(language, draft.savedAt, zone),
            zone,
            name: names.get(draft.savedBy ?? '') ?? say('somebody'),
          })}{' '}
        {differs ? say('readers_see', { version: shownVersion }) : say(isChanged ? 'not_kept_yet' : 'is_kept')}
      </span>
    </p>
  )
}

function WordsForm(props: { editing: EditingOne; filled: Filled; blocks: BlocksToPut }) {
  const { editing, filled, blocks } = props
  const { language, writing } = editing
  const say = editingWords(language)
  const { draft } = writing
  return (
    <Form filled={filled} action={pathOf(writing, 'draft')} class="form writing-form">
      <input type="hidden" name="round" value={String(draft.round)} />
      <TextField filled={filled} name="title" label={say('title')} value={draft.title} maxlength={longest.title} />
      <TextArea
        filled={filled}
        name="summary"
        label={say('summary')}
        hint={say('summary_hint')}
        value={draft.summary}
        rows={2}
        maxlength={longest.summary}
        optional
      />
      <TextArea
        filled={filled}
        name="words"
        label={say('words')}
        value={draft.words}
        rows={24}
        maxlength={longest.words}
        voice="reading"
        optional
      />
      <HowToWrite editing={language} />
      <PutBlock editing={editing} filled={filled} blocks={blocks} />
      <div class="actions writing-actions">
        <Button>{say('save')}</Button>
        <Button kind="plain" name="then" value="preview">
          {say('save_and_look')}
        </Button>
        <Button kind="plain" name="then" value="showing">
          {say('save_and_show')}
        </Button>
      </div>
      <div class="writing-keep">
        <NoteField filled={filled} />
        <Button kind="plain" formaction={pathOf(writing, 'versions')}>
          {say('keep')}
        </Button>
      </div>
    </Form>
  )
}

/** The signs that words are written with, for whoever does not know them. */
function HowToWrite({ editing: language }: { editing: EditingOne['language'] }) {
  const say = editingWords(language)
  const signs = [
    ['heading', '## …'],
    ['emphasis', '*…*'],
    ['strong', '**…**'],
    ['list', '- …'],
    ['numbered', '1. …'],
    ['quote', '> …'],
    ['callout', '> [!NOTE]\n> …'],
    ['footnote', '…[^1]\n\n[^1]: …'],
    ['term', '[…](glossary:boundary)'],
    ['chapter', '[…](chapter:where-you-are-trusted)'],
    ['card', '[…](card:consent-card)'],
    ['screen', '[…](screen:landscape)'],
    ['picture', '![…](picture:…)'],
    ['dates', '[…](event:breakfast-on-the-quay)'],
    ['dates_kind', '[…](events:workshop)'],
    ['table', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
    ['more', '+++'],
  ] as const
  return (
    <details class="writing-signs">
      <summary>{say('signs')}</summary>
      <dl class="rows">
        {signs.map(([name, sign]) => (
          <div>
            <dt>{say(`sign_${name}`)}</dt>
            <dd>
              <code>{sign}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
