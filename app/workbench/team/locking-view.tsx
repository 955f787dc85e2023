import type { Context } from 'hono'
import { forbidden } from '../../platform/http/http.ts'
import { CheckGroup, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { pathIn, type Visit, workbenchPage } from '../visit.tsx'
import { type Keeper, keepersOf } from './lock-queries.ts'
import { mayChangeTeam, mayLock, maySeeTeam } from './team-policy.ts'
import { type Member, teamOf } from './team-queries.ts'
import { teamWords } from './team-words.ts'

type Say = ReturnType<typeof teamWords>

/** The page of the lock while it is open: what it does, who would stay inside, and the one button. */
export async function lockingAnswer(c: Context, visit: Visit, filled: Filled): Promise<Response> {
  const { tx, landscape } = visit
  if (!maySeeTeam(landscape)) throw forbidden()
  const say = teamWords(filled.language)
  const keepers = await keepersOf(tx, landscape)
  const members = mayChangeTeam(landscape) ? await teamOf(tx, landscape) : []
  const done = c.req.query('done')
  return workbenchPage(
    c,
    visit,
    'people',
    { title: say('lock_title'), styles: ['team.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'people')}>{say('people_title')}</BackLink>
      <h1>{say('lock_title')}</h1>
      <p class="lead">{say('lock_lead')}</p>
      {(done === 'opened' || done === 'named') && (
        <Message language={say.language} kind="done">
          {say(`lock_done_${done}`)}
        </Message>
      )}
      <section class="stack-small">
        <h2>{say('lock_what_title')}</h2>
        <ul>
          {(['lock_what_out', 'lock_what_links', 'lock_what_letters', 'lock_what_back'] as const).map((key) => (
            <li>{say(key)}</li>
          ))}
        </ul>
      </section>
      <Keepers say={say} keepers={keepers} />
      {members.length > 2 && (
        <KeepersForm say={say} visit={visit} members={members} keepers={keepers} filled={about(filled, 'keeper')} />
      )}
      {mayLock(landscape) && <LockForm say={say} visit={visit} filled={about(filled, 'word')} keepers={keepers} />}
    </div>,
  )
}

/** Of two forms on one page, only the one that was refused says so. */
function about(filled: Filled, field: string): Filled {
  return filled.problems?.[field] ? filled : { language: filled.language }
}

function Keepers({ say, keepers }: { say: Say; keepers: Keeper[] }) {
  return (
    <section class="stack-small">
      <h2>{say('keepers_title')}</h2>
      <ul class="team-list">
        {keepers.map((keeper) => (
          <li class="card team-row">
            <strong>{keeper.name ?? say('nameless')}</strong>
            {keeper.me && <span class="muted">{say('you')}</span>}
            {!keeper.named && <span class="muted team-since">{say('keeper_stands_in')}</span>}
          </li>
        ))}
      </ul>
      {keepers.length < 2 && (
        <Message language={say.language} kind="note">
          {say('keepers_one')}
        </Message>
      )}
    </section>
  )
}

interface KeepersFormProps {
  say: Say
  visit: Visit
  members: Member[]
  keepers: Keeper[]
  filled: Filled
}

function KeepersForm({ say, visit, members, keepers, filled }: KeepersFormProps) {
  const eligible = members.filter(({ role }) => role === 'steward' || role === 'convener')
  return (
    <details class="fold" open={filled.problems?.['keeper'] !== undefined}>
      <summary>{say('keepers_choose')}</summary>
      <Form filled={filled} action={pathIn(visit.landscape, 'people', 'lock', 'keepers')}>
        <CheckGroup
          filled={filled}
          name="keeper"
          label={say('keepers_label')}
          hint={say('keepers_hint')}
          values={keepers.map(({ id }) => id)}
          choices={eligible.map(({ id, name }) => ({ value: id, label: name ?? say('nameless') }))}
        />
        <p class="actions">
          <Button kind="plain">{say('keepers_keep')}</Button>
        </p>
      </Form>
    </details>
  )
}

function LockForm({ say, visit, filled, keepers }: { say: Say; visit: Visit; filled: Filled; keepers: Keeper[] }) {
  const meInside = keepers.some(({ me }) => me)
  return (
    <section class="card stack-small lock-now">
      <h2>{say('lock_now_title')}</h2>
      <p>{say(meInside ? 'lock_now_inside' : 'lock_now_outside')}</p>
      <Form filled={filled} action={pathIn(visit.landscape, 'people', 'lock')}>
        <TextField
          filled={filled}
          name="word"
          label={say('lock_word_label', { word: say('lock_word') })}
          autocomplete="off"
          maxlength={40}
        />
        <p class="actions">
          <Button kind="danger">{say('lock_now')}</Button>
        </p>
      </Form>
    </section>
  )
}
