import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Tx } from '../../../platform/db/database.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { type Language, languageIn } from '../../../platform/i18n/language.ts'
import { writeMoment } from '../../../platform/i18n/numbers.ts'
import { zoneName } from '../../../platform/i18n/zone-names.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Select, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonForm, Form } from '../../../ui/form.tsx'
import { EmptyState, Message as Note } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import { zoneOfTheSite } from '../../site-clock-queries.ts'
import { addressOf } from '../../writing/address-of.ts'
import { mayEditTheSite } from '../../writing/writing-policy.ts'
import { anchorOf, reasons } from '../discussion.ts'
import { discussionWords } from '../discussion-words.ts'
import { drawMessage, linksOfMessage, plainMessage } from '../draw-message.ts'
import { chosenStates } from '../message-queries.ts'
import { SiteChoice } from '../topic-choice.tsx'
import { LettersChoice } from './letters-choice.tsx'
import { backOf } from './moderate.ts'
import {
  countByState,
  countWaitingNotes,
  findMessage,
  listMessages,
  lookedThrough,
  type WaitingMessage,
} from './moderation-queries.ts'

/** Messages on the page at most: whoever looked through them finds the next. */
const mostOnPage = 50

/** `GET /moderation?state=…`: what waits, with everything that is needed to decide, and what was decided. */
export async function showModeration(c: Context, tx: Tx): Promise<Response> {
  const language = languageOf(c)
  const say = discussionWords(language)
  const state = lookedThrough.find((one) => one === c.req.query('state')) ?? 'held'
  const counts = await countByState(tx)
  const sought = (c.req.query('q') ?? '').trim().slice(0, 100)
  const messages = await listMessages(tx, state, { sought, limit: mostOnPage })
  const { ofSite } = await chosenStates(tx, '00000000-0000-0000-0000-000000000000')
  const edits = await mayEditTheSite(tx)
  const notes = await countWaitingNotes(tx)
  const zone = (await zoneOfTheSite(tx)) ?? 'UTC'
  return page(
    c,
    { title: say('moderation'), width: 'plain', styles: ['words.css', 'discussion.css'] },
    <>
      <h1>{say('moderation')}</h1>
      <p class="lead">
        {say('moderation_lead')} <a href="/discussion/rules">{say('rules_title')}</a>
      </p>
      {await Done({ c, tx, language })}
      <nav aria-label={say('moderation')}>
        <div class="segments">
          {lookedThrough.map((one) => (
            <a
              href={`/moderation?state=${one}${sought && `&q=${encodeURIComponent(sought)}`}`}
              aria-current={one === state ? 'page' : undefined}
            >
              {say(`moderation_${one}`)} <span class="numeric">{counts.get(one) ?? 0}</span>
            </a>
          ))}
        </div>
      </nav>
      <search class="moderated-search">
        <form class="row-end" method="get" action="/moderation">
          <input type="hidden" name="state" value={state} />
          <TextField filled={{ language }} name="q" type="search" label={say('find')} value={sought} maxlength={100} />
          <Button kind="plain">{say('find_button')}</Button>
        </form>
      </search>
      {messages.length === 0 ? (
        <EmptyState title={say(state === 'held' && !sought ? 'none_held' : 'none_here')} icon="circle-check">
          <p>{say(sought ? 'none_found' : 'none_held_text')}</p>
        </EmptyState>
      ) : (
        <ol class="moderated">
          {messages.map((one) => (
            <li>
              <Looked message={one} language={language} zone={zone} />
            </li>
          ))}
        </ol>
      )}
      {notes > 0 && (
        <p>
          <a href="/notes">{say('waiting_notes', { n: notes })}</a>
        </p>
      )}
      {await LettersChoice({ tx, language })}
      {edits && (
        <section class="stack-small" aria-labelledby="of-site">
          <h2 id="of-site">{say('choice_title')}</h2>
          <SiteChoice ofSite={ofSite} language={language} />
        </section>
      )}
    </>,
  )
}

/** What was just decided, and the way back. */
async function Done({ c, tx, language }: { c: Context; tx: Tx; language: Language }) {
  const say = discussionWords(language)
  const id = c.req.query('done')
  if (c.req.query('changed') !== undefined)
    return (
      <Note language={language} kind="note">
        {say('changed_meanwhile')}
      </Note>
    )
  if (c.req.query('taken-away') !== undefined)
    return (
      <Note language={language} kind="done">
        {say('taken_away')}
      </Note>
    )
  if (c.req.query('reasonless') !== undefined)
    return (
      <Note language={language} kind="problem">
        {say('reasonless')}
      </Note>
    )
  if (c.req.query('nameless') !== undefined)
    return (
      <Note language={language} kind="problem">
        {say('nameless')} <a href="/account">{say('to_account')}</a>
      </Note>
    )
  const message = isUuid(id) ? await findMessage(tx, id) : null
  if (!message) return null
  const was = lookedThrough.find((one) => one === c.req.query('was'))
  return (
    <div id="done" class="moderation-done" tabindex={-1}>
      <Note language={language} kind="done">
        {say(`done_${message.state}`, { name: message.signed })}
      </Note>
      {was && was !== message.state && (
        <ButtonForm
          language={language}
          action={`/moderation/${message.id}`}
          sends={{ deed: backOf[was], reason: c.req.query('reason') ?? '', round: String(message.round), state: was }}
          kind="quiet"
        >
          {say('undo')}
        </ButtonForm>
      )}
    </div>
  )
}

/** The words as readers will have them, and where links in them lead, so that nobody has to guess. */
function Looked({ message, language, zone }: { message: WaitingMessage; language: Language; zone: string }) {
  const say = discussionWords(language)
  return (
    <article class="card moderated-message" id={anchorOf(message)} aria-labelledby={`by-${message.id}`}>
      <header class="message-head">
        <p class="message-by" id={`by-${message.id}`}>
          <b dir="auto">{message.signed}</b>
          {message.state === 'held' && message.isFirst && !message.doubtful && <Chip>{say('is_first')}</Chip>}
          {message.doubtful && (
            <Chip tone="gold" icon="circle-alert">
              {say('is_doubtful')}
            </Chip>
          )}
        </p>
        <p class="caption">
          {writeMoment(language, message.writtenAt, zone)} ({zoneName(language, zone)}){' · '}
          {say(message.fromElsewhere ? 'by_import' : message.byAccount ? 'by_account' : 'by_mail')}
          {message.language !== language && ` · ${languageIn(language, message.language)}`}
          {message.changedAt && ` · ${say('changed')}`}
          {message.reason && ` · ${say(`reason_${message.reason}`)}`}
        </p>
        <p class="caption">
          <a href={`${addressOf(message)}#messages`} lang={message.titleLanguage}>
            {message.title}
          </a>
        </p>
      </header>
      {message.answered && (
        <blockquote class="moderated-answered" dir="auto">
          {plainMessage({ words: message.answered }).slice(0, 300)}
        </blockquote>
      )}
      <div class="words message-words" lang={message.language} dir="auto">
        {raw(drawMessage(message))}
      </div>
      <LinksOf message={message} language={language} />
      <Deeds message={message} language={language} />
    </article>
  )
}

function LinksOf({ message, language }: { message: WaitingMessage; language: Language }) {
  const links = linksOfMessage(message)
  if (links.length === 0) return null
  const id = `links-${message.id}`
  return (
    <div class="moderated-links">
      <p class="caption" id={id}>
        {discussionWords(language)('links_lead', { n: links.length })}
      </p>
      <ul aria-labelledby={id}>
        {links.map((one) => (
          <li>
            <bdi>{one}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Deeds({ message: { id, round, state }, language }: { message: WaitingMessage; language: Language }) {
  const say = discussionWords(language)
  const field = { language }
  return (
    <Form filled={field} action={`/moderation/${id}`} class="moderated-deeds">
      <input type="hidden" name="round" value={String(round)} />
      <input type="hidden" name="state" value={state} />
      {state !== 'shown' && (
        <Button name="deed" value="show">
          {say('deed_show')}
        </Button>
      )}
      {state !== 'hidden' && (
        <div class="row-end">
          <Select
            filled={field}
            name={`reason-${id}`}
            label={say('deed_reason')}
            choices={reasons.map((one) => ({ value: one, label: say(`reason_${one}`) }))}
            empty
          />
          <Button name="deed" value="hide" kind="plain">
            {say('deed_hide')}
          </Button>
        </div>
      )}
      <a class="moderated-gone" href={`/moderation/${id}/taking-away`}>
        {say('take_away')}
      </a>
    </Form>
  )
}
