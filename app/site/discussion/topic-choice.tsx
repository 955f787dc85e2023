import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { notFound } from '../../platform/http/http.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../platform/uuid.ts'
import { RadioGroup } from '../../ui/fields.tsx'
import { Button, Form } from '../../ui/form.tsx'
import { type TopicState, topicStates } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'
import { chooseState, chooseStateOfSite, chosenStates } from './message-queries.ts'

/** For editors: may anybody write under this text? */
export async function TopicChoice({ tx, id, language }: { tx: Tx; id: string; language: Language }) {
  const say = discussionWords(language)
  const { own, ofSite } = await chosenStates(tx, id)
  return (
    <Form filled={{ language }} action={`/discussion/${id}/state`}>
      <RadioGroup
        filled={{ language }}
        name="state"
        label={say('choice')}
        value={own ?? 'as-site'}
        choices={[
          { value: 'as-site', label: say('choice_as_site', { state: say(`choice_${ofSite}`) }) },
          ...topicStates.map((one) => ({ value: one, label: asSentence(say(`choice_${one}`), language) })),
        ]}
      />
      <p class="actions">
        <Button kind="plain">{say('save')}</Button>
      </p>
    </Form>
  )
}

/** The same words stand inside a sentence elsewhere, and there in small letters. */
function asSentence(words: string, language: Language): string {
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
}

/** How it is where nothing else was chosen. */
export function SiteChoice({ ofSite, language }: { ofSite: TopicState; language: Language }) {
  const say = discussionWords(language)
  return (
    <Form filled={{ language }} action="/moderation/default">
      <RadioGroup
        filled={{ language }}
        name="state"
        label={say('choice_site')}
        value={ofSite}
        choices={topicStates.map((one) => ({ value: one, label: asSentence(say(`choice_${one}`), language) }))}
      />
      <p class="actions">
        <Button kind="plain">{say('save')}</Button>
      </p>
    </Form>
  )
}

/** `POST /discussion/:topic/state`, and back to the details of the text. */
export async function changeTopic(c: Context, tx: Tx): Promise<Response> {
  const id = c.req.param('topic')
  if (!isUuid(id)) throw notFound()
  const wish = textOf(await readForm(c), 'state')
  const state = topicStates.find((one) => one === wish) ?? null
  if (state || wish === 'as-site') await chooseState(tx, id, state)
  return c.redirect(`/writing/${id}/details`, 303)
}

/** `POST /moderation/default`. */
export async function changeSite(c: Context, tx: Tx, clock: Clock): Promise<Response> {
  const wish = textOf(await readForm(c), 'state')
  const state = topicStates.find((one) => one === wish)
  if (state) await chooseStateOfSite(tx, uuidv7(clock.now().getTime()), state)
  return c.redirect('/moderation', 303)
}
