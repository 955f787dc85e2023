import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import type { DrawnPractice, DrawnSpace } from '../landscape/drawn-landscape.ts'
import { drawnLandscape, peopleLive } from '../landscape/landscape.ts'
import { mayConvene, mayRead } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { spaceRow } from './space-queries.ts'
import { spaceWords } from './space-words.ts'
import { practicesWithoutHost, type Seat, seatsOf, showsWhoIsThere } from './spaces.ts'
import { ruleKey, stageKey, TentMark } from './stage-view.tsx'

interface Shown {
  language: Language
  visit: Visit
  space: DrawnSpace & { opportunityKey: string | null }
  seats: Seat[]
}

/** `GET /landscapes/:slug/spaces/:space`: the question, who would meet over it, and what is still missing. */
export function spacePage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const space = await spaceRow(visit.tx, visit.landscape.id, c.req.param('space') ?? '')
    if (!space) throw notFound()
    const seats = seatsOf(await drawnLandscape(visit.tx, visit.landscape), space)
    const shown = { language, visit, space, seats }
    return workbenchPage(
      c,
      visit,
      'spaces',
      { title: space.name, width: 'wide', styles: ['spaces.css'], reads: 'spaces' },
      <div class="space">
        <Head {...shown} />
        <div class="space-main stack">
          <Why {...shown} />
          <People {...shown} />
        </div>
        <aside class="space-side stack">
          <Actions {...shown} />
          <Gaps {...shown} />
          <Rule {...shown} />
        </aside>
      </div>,
    )
  })
}

function Head({ language, visit, space, seats }: Shown) {
  const say = spaceWords(language)
  const shows = showsWhoIsThere(space, mayRead(visit.landscape))
  return (
    <header class="space-head stack-small">
      <BackLink href={pathIn(visit.landscape, 'spaces')}>{say('back_to_board')}</BackLink>
      <p class="card-kind">
        <TentMark stage={space.stage} /> {say(`stage_${stageKey(space.stage)}`)}
        <span class="muted">{say(`stage_${stageKey(space.stage)}_means`)}</span>
      </p>
      {isItsQuestion(space) ? (
        <h1 class="the-question">{space.question}</h1>
      ) : (
        <>
          <h1>{space.name}</h1>
          <p class="the-question">{space.question}</p>
        </>
      )}
      {shows && <Joins language={language} visit={visit} seats={seats} />}
    </header>
  )
}

/** A space that nobody named is called by its question; then the question stands once. */
function isItsQuestion({ name, question }: DrawnSpace): boolean {
  return question.replace(/\s+/g, ' ').startsWith(name.replace(/ …$/, ''))
}

function Joins({ language, visit, seats }: Pick<Shown, 'language' | 'visit' | 'seats'>) {
  const practices = practicesOf(seats)
  if (practices.length === 0) return null
  return (
    <nav class="joins" aria-label={spaceWords(language)('joins')}>
      {practices.map((practice) => (
        <a class="chip" href={pathIn(visit.landscape, 'practices', practice.id)}>
          {practice.name}
        </a>
      ))}
    </nav>
  )
}

function practicesOf(seats: readonly Seat[]): DrawnPractice[] {
  return [...new Map(seats.flatMap(({ practice }) => (practice ? [[practice.id, practice] as const] : []))).values()]
}

function Why({ language, visit, space }: Shown) {
  const say = spaceWords(language)
  return (
    <section class="stack-small">
      <h2>{say('why_we_meet')}</h2>
      {space.why ? <p class="reading prose">{space.why}</p> : <p class="muted">{say('no_why')}</p>}
      {space.opportunityKey && (
        <p>
          <a href={pathIn(visit.landscape, 'opportunities', space.opportunityKey)}>{say('from_opportunity')}</a>
        </p>
      )}
    </section>
  )
}

function People({ language, visit, space, seats }: Shown) {
  const say = spaceWords(language)
  const team = mayRead(visit.landscape)
  const edit = pathIn(visit.landscape, 'spaces', space.id, 'people')
  if (!showsWhoIsThere(space, team)) {
    return (
      <section class="stack-small">
        <h2>{say('people')}</h2>
        <Message language={language} kind="note">
          {say('hidden_who')}
        </Message>
      </section>
    )
  }
  return (
    <section class="stack-small">
      <div class="head-row">
        <h2>{say('people')}</h2>
        {mayConvene(visit.landscape) && <ButtonLink href={edit}>{say('edit_people')}</ButtonLink>}
      </div>
      {seats.length === 0 && <p class="muted">{say('no_people')}</p>}
      {practiceGroups(seats).map(([practice, people]) => (
        <div class="seat-group">
          <h3>{practice?.name ?? say('no_practice')}</h3>
          <ul class="seats">
            {people.map((seat) => (
              <li>
                <span>{seat.name ?? say('one_person')}</span>
                {seat.role !== 'invited' && (
                  <Chip
                    tone={seat.role === 'host' ? 'tent' : undefined}
                    icon={seat.role === 'host' ? 'door-open' : undefined}
                  >
                    {say(`role_${seat.role}`)}
                  </Chip>
                )}
                <span class="muted">{say(`state_${seat.state.replaceAll(' ', '_')}` as 'state_asked')}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function practiceGroups(seats: readonly Seat[]): [DrawnPractice | null, Seat[]][] {
  const groups = new Map<string, [DrawnPractice | null, Seat[]]>()
  for (const seat of seats) {
    const key = seat.practice?.id ?? ''
    const group = groups.get(key) ?? [seat.practice, []]
    group[1].push(seat)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function Actions({ language, visit, space }: Shown) {
  const say = spaceWords(language)
  if (!mayConvene(visit.landscape)) return null
  const path = (...more: string[]) => pathIn(visit.landscape, 'spaces', space.id, ...more)
  return (
    <section class="stack-small side-actions">
      <ButtonLink href={path('invitations')} kind="primary">
        {say('write_invitations')}
      </ButtonLink>
      <ButtonLink href={path('edit')}>{say('edit')}</ButtonLink>
      <p class="caption">{say('team_only')}</p>
    </section>
  )
}

function Gaps({ language, visit, seats }: Shown) {
  const say = spaceWords(language)
  if (!mayRead(visit.landscape)) return null
  const gaps = gapSentences({ language, visit, seats })
  return (
    <section class="card stack-small">
      <h2>{say('gaps')}</h2>
      {gaps.length === 0 ? (
        <p>{say('gap_none')}</p>
      ) : (
        <ul>
          {gaps.map((gap) => (
            <li>{gap}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function gapSentences({ language, visit, seats }: Pick<Shown, 'language' | 'visit' | 'seats'>): string[] {
  const say = spaceWords(language)
  if (seats.length === 0) return [say('no_people')]
  const practices = practicesOf(seats)
  const hosted = seats.some(({ role }) => role === 'host')
  const without = practicesWithoutHost(seats).map(({ name }) => name)
  const untold = peopleLive(visit.landscape.basis) ? seats.filter(({ mayBeInvited }) => !mayBeInvited).length : 0
  return [
    ...(hosted ? [] : [say('gap_no_host')]),
    ...(hosted && without.length > 0 ? [say('gap_practices', { practices: writeList(language, without, 'or') })] : []),
    ...(practices.length === 1 ? [say('gap_one_side', { practice: practices[0]!.name })] : []),
    ...(untold > 0 ? [say('gap_untold', { n: untold })] : []),
  ]
}

function Rule({ language, space }: Shown) {
  const say = spaceWords(language)
  return (
    <section class="stack-small">
      <h2>{say('rule')}</h2>
      <p>
        <strong>{say(`rule_${ruleKey(space.groundRule)}`)}.</strong> {say(`rule_${ruleKey(space.groundRule)}_means`)}
      </p>
    </section>
  )
}
