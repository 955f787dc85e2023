import type { Context, Handler } from 'hono'
import { keepAudit } from '../../people/audit/audit.ts'
import { forget } from '../../people/forgetting/forget.ts'
import type { Clock } from '../../platform/clock.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { RadioGroup, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { BackLink } from '../back-link.tsx'
import type { Place } from '../visit.tsx'
import { heldAboutMe, letGoForGood } from './held-queries.ts'
import { type HeldVisit, heldPath, heldVisiting } from './held-visit.ts'
import { heldWords } from './held-words.ts'

type Say = ReturnType<typeof heldWords>

/** `/held/of/:slug/leave`: explained before, confirmed by a typed word, and said afterwards what is gone and what remains. */
export function leavePages(place: Place): { show: Handler; leave: Handler; letGo: Handler } {
  return {
    show: heldVisiting(place, (c, visit) => leaveForm(c, visit, { language: languageOf(c) })),

    leave: heldVisiting(place, async (c, visit) => {
      const sent = await readForm(c)
      const say = heldWords(languageOf(c))
      const word = say('leave_word')
      if (textOf(sent, 'word').toUpperCase() !== word) {
        const problems = { word: say('leave_word_problem', { word }) }
        return leaveForm(c, visit, { language: say.language, typed: sent, problems })
      }
      const everywhere = textOf(sent, 'where') === 'everywhere' && !(await hasAccount(visit))
      await leave(visit, place.clock, everywhere)
      return gonePage(c, say)
    }),

    /** `POST /held/of/:slug/gone`: somebody who was taken out and could be brought back. */
    letGo: heldVisiting(place, async (c, visit) => {
      if (!(await letGoForGood(visit.tx, visit.landscape.id, visit.personId))) throw notFound()
      await keepAudit(visit.tx, { what: 'erased', landscapeId: visit.landscape.id, aboutId: visit.personId })
      return gonePage(c, heldWords(languageOf(c)))
    }),
  }
}

async function hasAccount({ tx, landscape }: HeldVisit): Promise<boolean> {
  const held = await heldAboutMe(tx, landscape.id)
  if (!held) throw notFound()
  return held.me.account
}

/** Out of this landscape, or of all that hold them: also of those that a link does not lead to, since the person is the same. */
async function leave({ tx, landscape, personId }: HeldVisit, clock: Clock, everywhere: boolean): Promise<void> {
  const way = everywhere
    ? ({ how: 'erase' } as const)
    : ({ how: 'leave', landscapeId: landscape.id, personId } as const)
  // nothing may be called gone that is not
  if ((await forget(tx, clock, way)).kind === 'refused') throw notFound()
}

async function leaveForm(c: Context, visit: HeldVisit, filled: Filled): Promise<Response> {
  const { landscape } = visit
  const account = await hasAccount(visit)
  const say = heldWords(filled.language)
  const word = say('leave_word')
  const elsewhere = visit.everywhere.length > 1
  return page(
    c,
    { title: say('leave_title'), width: 'narrow', status: filled.problems ? 422 : 200, styles: ['held.css'] },
    <div class="stack held">
      <BackLink href={heldPath(landscape)}>{say('title')}</BackLink>
      <h1>{say('leave_title')}</h1>
      <p class="lead">{say('leave_lead', { name: landscape.name })}</p>
      <p>
        <a class="back" href={heldPath(landscape, 'shown')}>
          {say('leave_hide')}
        </a>
      </p>
      <WhatRemains say={say} />
      {account && <p>{say('leave_account')}</p>}
      <Form filled={filled} action={heldPath(landscape, 'leave')}>
        {elsewhere && !account && (
          <RadioGroup
            filled={filled}
            name="where"
            label={say('leave_where')}
            value="here"
            choices={(['here', 'everywhere'] as const).map((value) => ({ value, label: say(`leave_${value}`) }))}
          />
        )}
        <TextField filled={filled} name="word" label={say('leave_type', { word })} maxlength={40} size="short" />
        <div class="actions">
          <Button kind="danger">{say('leave_button')}</Button>
        </div>
      </Form>
    </div>,
  )
}

function WhatRemains({ say }: { say: Say }) {
  return (
    <section class="well stack-small">
      <h2>{say('remains_title')}</h2>
      <ul>
        {(['remains_counted', 'remains_words', 'remains_sign'] as const).map((key) => (
          <li>{say(key)}</li>
        ))}
      </ul>
    </section>
  )
}

function gonePage(c: Context, say: Say): Promise<Response> {
  return page(
    c,
    { title: say('gone_title'), width: 'narrow', styles: ['held.css'] },
    <div class="stack held">
      <h1>{say('gone_title')}</h1>
      <p class="lead">{say('gone_lead')}</p>
      <WhatRemains say={say} />
      <p>{say('gone_close')}</p>
    </div>,
  )
}
