import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { page } from '../../ui/page.tsx'
import { addressOf } from '../writing/address-of.ts'
import type { DiscussionPlace } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { type LoggedDeed, moderationLog } from './moderation/moderation-queries.ts'

const rules = ['rule_stand', 'rule_names', 'rule_tried', 'rule_disagree', 'rule_sign'] as const

/** `GET /discussion/rules`: how we speak with each other, and what moderators decided lately, signed. */
export function rulesPage({ db }: DiscussionPlace): Handler {
  return async (c) => {
    const deeds = await db.as({ kind: 'nobody' }, (tx) => moderationLog(tx, 50))
    const language = languageOf(c)
    const say = discussionWords(language)
    return page(
      c,
      {
        title: say('rules_title'),
        description: say('rules_lead'),
        width: 'reading',
        styles: ['words.css', 'discussion.css'],
        isPublic: true,
        keptSeconds: 600,
        preview: { path: '/discussion/rules', kind: 'website' },
      },
      <div class="conversation-page">
        <h1 class="display">{say('rules_title')}</h1>
        <p class="lead">{say('rules_lead')}</p>
        <div class="words">
          <ol>
            {rules.map((rule) => (
              <li>{say(rule)}</li>
            ))}
          </ol>
          <h2>{say('first_title')}</h2>
          <p>{say('first_text')}</p>
          <h2>{say('held_title')}</h2>
          <p>{say('held_text')}</p>
        </div>
        <section class="stack" aria-labelledby="log">
          <h2 id="log">{say('log_title')}</h2>
          <p>{say('log_lead')}</p>
          {deeds.length === 0 ? <p class="muted">{say('log_none')}</p> : <Log deeds={deeds} language={language} />}
        </section>
      </div>,
    )
  }
}

function Log({ deeds, language }: { deeds: readonly LoggedDeed[]; language: Language }) {
  const say = discussionWords(language)
  return (
    <ul class="moderation-log">
      {deeds.map((one) => (
        <li>
          <span class="caption numeric">{writeDay(language, one.doneAt)}</span>
          <span>
            {say(`log_${one.deed}`, { moderator: one.moderator ?? say('a_moderator') })}{' '}
            <a href={`${addressOf(one)}#messages`} lang={one.language}>
              {one.title}
            </a>
            {one.reason && <span class="muted"> · {say(`reason_${one.reason}`)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
