import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { mayDraw } from '../landscape/landscape-policy.ts'
import { type Place, visiting, workbenchPage } from '../visit.tsx'
import { cardPath } from './card-view.tsx'
import { findCard, type ShownOpportunity } from './opportunity-page.tsx'
import type { OpportunityNames } from './opportunity-words.ts'
import { pageWords } from './page-words.ts'

/** `GET …/opportunities/:key/listen`: whom to visit before anything is opened, and what to ask. */
export function listenPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const shown = await findCard(c, visit, { language: languageOf(c) })
    const say = pageWords(shown.language)
    const { card, reading } = shown
    const path = (...more: string[]) => cardPath(visit.landscape, card.opportunity.key, reading, ...more)
    return workbenchPage(
      c,
      visit,
      'opportunities',
      { title: say('listen_title'), width: 'reading', styles: ['opportunities.css'], reads: 'listening' },
      <div class="stack">
        <header class="stack-small">
          <BackLink href={path()}>{card.sentences.who}</BackLink>
          <h1>{say('listen_title')}</h1>
          <p class="lead">{say('listen_lead')}</p>
        </header>
        <Whom {...shown} />
        <Questions {...shown} />
        <Message language={shown.language} kind="note">
          {say('listen_care')}
        </Message>
        {mayDraw(visit.landscape) && (
          <section class="stack-small">
            <h2>{say('listen_then')}</h2>
            <p class="actions">
              <ButtonLink href={path('differently')} kind="primary">
                {say('see_differently')}
              </ButtonLink>
            </p>
          </section>
        )}
      </div>,
    )
  })
}

function Whom({ language, card, shown }: ShownOpportunity) {
  const say = pageWords(language)
  const { kind, invitees, sureness } = card.opportunity
  const { askFirst, askIn } = sureness
  if (kind === 'unlikely-pair') {
    return (
      <section class="stack-small">
        <h2>{say('listen_who')}</h2>
        <ul class="visits">
          {invitees.map(({ person, practice }) => (
            <li class="visit">
              <strong>{shown.names.person(person)}</strong>{' '}
              <span class="muted">{say('listen_pair', { practice: shown.names.practice(practice) })}</span>
            </li>
          ))}
        </ul>
      </section>
    )
  }
  return (
    <section class="stack-small">
      <h2>{say('listen_who')}</h2>
      {askFirst.length + askIn.length === 0 ? (
        <p>{say('listen_nobody')}</p>
      ) : (
        <ul class="visits">
          {askFirst.map(({ person, practice, because }) => (
            <li class="visit">
              <strong>{shown.names.person(person)}</strong>{' '}
              <span class="muted">
                {shown.names.practice(practice)}
                {' · '}
                {say(`listen_${because.replaceAll('-', '_')}` as 'listen_cares', {
                  practice: shown.names.practice(practice),
                })}
              </span>
            </li>
          ))}
          {askIn.map((practice) => (
            <li class="visit">{say('listen_in', { practice: shown.names.practice(practice) })}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Questions({ language, card, shown }: ShownOpportunity) {
  const say = pageWords(language)
  const questions = card.opportunity.kind === 'unlikely-pair' ? ofTheTwo : ofGroups
  return (
    <section class="stack-small">
      <h2>{say('listen_ask')}</h2>
      <ul class="questions">
        {questions(language, card.opportunity, shown.names).map((question) => (
          <li class="visit question">{question}</li>
        ))}
      </ul>
    </section>
  )
}

function ofGroups(language: Language, { kind, between, facts }: Opportunity, names: OpportunityNames): string[] {
  const say = pageWords(language)
  const shared = facts.find((fact) => fact.kind === 'shared-concern')
  const about = shared?.kind === 'shared-concern' ? names.concern(shared.concern) : null
  return [
    ...(kind === 'ready-convener' ? [say('listen_ask_convene')] : []),
    about ? say('listen_ask_hear', { concern: about }) : say('listen_ask_hear_plain'),
    ...(between.length > 1 ? between.map((id) => say('listen_ask_who', { practice: names.practice(id) })) : []),
    say('listen_ask_worth'),
    say('listen_ask_else'),
  ]
}

/** The same words for both: neither hears who the other is, or which of them lacks something. */
function ofTheTwo(language: Language, { facts }: Opportunity, names: OpportunityNames): string[] {
  const say = pageWords(language)
  const matter = facts.find((fact) => fact.kind === 'pair-fits' || fact.kind === 'pair-cares')
  const about = matter && 'concerns' in matter ? matter.concerns[0] : undefined
  return [
    about === undefined ? say('listen_ask_pair_plain') : say('listen_ask_pair', { concern: names.concern(about) }),
    say('listen_ask_worth'),
  ]
}
