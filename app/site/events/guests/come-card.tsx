import type { Child } from 'hono/jsx'
import { ButtonLink } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { writePlaces } from './coming-page.tsx'
import { guestWords } from './guest-words.ts'
import { isSeveral, type Occasion, standingOf } from './occasion.ts'

/** On the page of an event: how many places are free, and the way to say that one comes. Nothing where nobody asks. */
export function ComeCard(props: {
  language: Parameters<typeof guestWords>[0]
  occasions: Occasion[]
  now: Date
}): Child {
  const { language, occasions, now } = props
  const say = guestWords(language)
  const standings = occasions.map((one) => standingOf(one, now))
  const nth = standings.findIndex((one) => one === 'open' || one === 'wait-list')
  const shown = occasions[nth] ?? occasions[0]
  if (!shown || standingOf(shown, now) === 'not-asked') return null
  const { event } = shown
  if (event.state === 'cancelled') return null
  return (
    <section class="card guest-come" aria-labelledby="come-title">
      <div class="stack-small">
        <h2 id="come-title">{say('come_title')}</h2>
        <p class="guest-places">
          <Icon name="armchair" size={18} />{' '}
          {event.state === 'postponed'
            ? say('come_postponed')
            : isSeveral(event) && nth >= 0
              ? say('come_several')
              : writePlaces(say, shown, now)}
        </p>
      </div>
      {nth >= 0 && (
        <ButtonLink href={`/events/${event.slug}/places`} kind="primary">
          {say(standings[nth] === 'open' || isSeveral(event) ? 'come_button' : 'come_button_wait')}
        </ButtonLink>
      )}
    </section>
  )
}
