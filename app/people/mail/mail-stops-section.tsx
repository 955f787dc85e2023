import type { Language } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { Button } from '../../ui/form.tsx'
import type { MailStop } from './mail-queries.ts'
import { mailWords } from './mail-words.ts'

/** What keeps mail from somebody, and why, with a button to lift what is theirs to lift. Shown to that person alone. */
export function MailStops({ language, stops, action }: { language: Language; stops: MailStop[]; action: string }) {
  const say = mailWords(language)
  return (
    <section class="stack" id="mail">
      <h2>{say('mine_title')}</h2>
      <p>{say(stops.length === 0 ? 'mine_none' : 'mine_text')}</p>
      {stops.map((stop) => (
        <OneStop language={language} stop={stop} action={action} />
      ))}
    </section>
  )
}

function OneStop({ language, stop, action }: { language: Language; stop: MailStop; action: string }) {
  const say = mailWords(language)
  const when = (date: Date) => writeMoment(language, date)
  const what = { everything: say('stops_everything'), lists: say('stops_lists'), 'one list': stop.listName ?? '' }
  return (
    <article class="card stack-small">
      <h3>{what[stop.stops]}</h3>
      <p>
        {say(`reason_${stop.reason}`)} {say('since', { when: when(stop.since) })}{' '}
        {stop.lapsesAt && say('rests_until', { when: when(stop.lapsesAt) })}
      </p>
      {stop.code && <p class="caption">{say('their_answer', { code: stop.code })}</p>}
      {stop.reason !== 'spoilt' && (
        <form method="post" action={action}>
          <Button kind="plain" name="stop" value={stop.id}>
            {say('lift')}
          </Button>
        </form>
      )}
    </article>
  )
}
