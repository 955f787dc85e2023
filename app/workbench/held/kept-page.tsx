import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonForm } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { type HeldVisit, heldPath } from './held-visit.ts'
import { heldWords } from './held-words.ts'

/** For somebody who was taken out and could still be brought back: that it is so, and the way to be gone now. */
export function keptPage(c: Context, { landscape }: HeldVisit): Promise<Response> {
  const language = languageOf(c)
  const say = heldWords(language)
  return page(
    c,
    { title: say('kept_title'), width: 'narrow', styles: ['held.css'] },
    <div class="stack held">
      <h1>{say('kept_title')}</h1>
      <p class="lead">{say('kept_lead', { name: landscape.name })}</p>
      <ButtonForm language={language} action={heldPath(landscape, 'gone')} kind="danger">
        {say('kept_button')}
      </ButtonForm>
    </div>,
  )
}
