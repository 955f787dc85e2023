import type { Context } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { ButtonForm } from '../../../ui/form.tsx'
import { discussionWords } from '../discussion-words.ts'
import { chooseLetters, wantsLetters } from './moderation-queries.ts'

/** For whoever looks through messages: are they told by mail when something waits? One button says otherwise. */
export async function LettersChoice({ tx, language }: { tx: Tx; language: Language }) {
  const say = discussionWords(language)
  const wanted = await wantsLetters(tx)
  return (
    <section class="stack-small" id="letters" aria-labelledby="of-letters">
      <h2 id="of-letters">{say('letters_title')}</h2>
      <p>{say(wanted ? 'letters_on' : 'letters_off')}</p>
      <ButtonForm
        language={language}
        action="/moderation/letters"
        sends={{ wanted: wanted ? 'no' : 'yes' }}
        kind="plain"
      >
        {say(wanted ? 'letters_stop' : 'letters_start')}
      </ButtonForm>
    </section>
  )
}

/** `POST /moderation/letters`: no more of them, or again. */
export async function changeLetters(c: Context, tx: Tx): Promise<Response> {
  const wish = textOf(await readForm(c), 'wanted')
  if (wish === 'yes' || wish === 'no') await chooseLetters(tx, requirePerson(c).id, wish === 'yes')
  return c.redirect('/moderation#letters', 303)
}
