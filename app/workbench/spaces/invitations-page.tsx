import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { TextArea } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { EmptyState, Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { drawnLandscape } from '../landscape/landscape.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { wordInvitation } from './change-space.ts'
import { type Invitation, type Invitations, invitationsFor } from './invitations.ts'
import { maySketchSpaces } from './space-policy.ts'
import { type SpaceRow, spaceRow } from './space-queries.ts'
import { invitationWish } from './space-wish.ts'
import { spaceWords } from './space-words.ts'
import { seatsOf } from './spaces.ts'

/** `GET …/spaces/:space/invitations`: one text for each practice, to change, keep and copy out. */
export function invitationsPage(place: Place): Handler {
  return visiting(place, (c, visit) => formAnswer(c, visit, { language: languageOf(c) }, null))
}

/** `POST …/spaces/:space/invitations/:practice`: keeps the words; `draft` goes back to what is drafted from facts. */
export function invitationHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const space = c.req.param('space') ?? ''
    const practice = c.req.param('practice') ?? ''
    const words = textOf(sent, 'do') === 'draft' ? '' : textOf(sent, 'words')
    const wish = invitationWish.safeParse({ words })
    if (!wish.success) {
      const language = languageOf(c)
      const problems = { words: spaceWords(language)('too_long', { n: 10_000 }) }
      const answer = visiting(place, (c, visit) => formAnswer(c, visit, { language, typed: sent, problems }, practice))
      return answer(c, async () => {})
    }
    const outcome = await wordInvitation(place.db, place.clock, person, {
      landscape,
      space,
      practice,
      formKey: textOf(sent, 'form_key'),
      ...wish.data,
    })
    if (outcome.kind === 'changed') {
      const back = pathIn({ slug: landscape }, 'spaces', space, 'invitations')
      return c.redirect(`${back}#to-${encodeURIComponent(practice)}`, 303)
    }
    throw outcome.reason === 'not-allowed' ? forbidden() : notFound()
  }
}

async function formAnswer(c: Context, visit: Visit, filled: Filled, refused: string | null): Promise<Response> {
  const space = await spaceRow(visit.tx, visit.landscape.id, c.req.param('space') ?? '')
  if (!space) throw notFound()
  if (!maySketchSpaces(visit.landscape)) throw forbidden()
  const { language } = filled
  const say = spaceWords(language)
  const drawn = await drawnLandscape(visit.tx, visit.landscape)
  const { invitations, tellFirst } = invitationsFor(drawn, space, seatsOf(drawn, space), language)
  return workbenchPage(
    c,
    visit,
    'spaces',
    {
      title: say('invitations'),
      reads: 'spaces',
      width: 'reading',
      styles: ['spaces.css'],
      islands: ['copy-island.js'],
      status: filled.problems ? 422 : 200,
    },
    <div class="stack">
      <header class="stack-small">
        <BackLink href={pathIn(visit.landscape, 'spaces', space.id)}>{space.name}</BackLink>
        <h1>{say('invitations')}</h1>
        <p class="lead">{say('invitations_lead')}</p>
      </header>
      {tellFirst.length > 0 && <TellFirst language={language} visit={visit} people={tellFirst} />}
      {invitations.length === 0 && tellFirst.length === 0 && (
        <EmptyState title={say('invitations_none')} icon="mail">
          <p>
            <a href={pathIn(visit.landscape, 'spaces', space.id, 'people')}>{say('edit_people')}</a>
          </p>
        </EmptyState>
      )}
      {invitations.map((invitation) => (
        <OneInvitation
          language={language}
          visit={visit}
          space={space}
          invitation={invitation}
          filled={invitation.practice.id === refused ? filled : { language }}
        />
      ))}
    </div>,
  )
}

function TellFirst(props: { language: Language; visit: Visit; people: Invitations['tellFirst'] }) {
  const { language, visit, people } = props
  const say = spaceWords(language)
  return (
    <Message language={language} kind="note">
      <h2>{say('tell_first')}</h2>
      <p>{say('tell_first_lead')}</p>
      <ul>
        {people.map(({ person, name, practice }) => (
          <li>
            {name === null ? say('one_person') : <a href={pathIn(visit.landscape, 'told', person)}>{name}</a>}{' '}
            {practice && <span class="muted">{practice}</span>}
          </li>
        ))}
      </ul>
    </Message>
  )
}

interface OneProps {
  language: Language
  visit: Visit
  space: SpaceRow
  invitation: Invitation
  filled: Filled
}

function OneInvitation({ language, visit, space, invitation, filled }: OneProps) {
  const say = spaceWords(language)
  const { practice, words, worded, people } = invitation
  const action = pathIn(visit.landscape, 'spaces', space.id, 'invitations', practice.id)
  return (
    <section class="card invitation" id={`to-${practice.id}`}>
      <h2>{say('invitation_to', { practice: practice.name })}</h2>
      <p class="card-kind">
        {say('invitation_for', { n: people })} · {say(worded ? 'worded' : 'drafted')}
      </p>
      <Form filled={filled} action={action} class="form">
        <TextArea
          filled={filled}
          name="words"
          label={say('invitation_words')}
          value={words}
          rows={16}
          maxlength={10_000}
          voice="reading"
        />
        <p class="actions">
          <Button>{say('save')}</Button>
          <copy-text data-copied={say('copied')} hidden>
            <button class="button button-plain" type="button">
              {say('copy')}
            </button>
          </copy-text>
          {worded && (
            <Button kind="quiet" name="do" value="draft">
              {say('back_to_draft')}
            </Button>
          )}
        </p>
      </Form>
    </section>
  )
}
