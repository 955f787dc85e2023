import type { Language } from '../../../../platform/i18n/language.ts'
import { Message } from '../../../../ui/note.tsx'
import { Progress } from '../../../../ui/rows.tsx'
import type { Laid } from '../keep-layout.ts'
import { placesWords } from '../places-words.ts'
import type { LayingOut } from './laying-out-queries.ts'

/** Seconds after which a page that waits looks again by itself. */
export const lookAgain = 3

/** Stands where the map will be: how far it is. The tables beside it have everything. */
export function LayingView({ language, laying }: { language: Language; laying: LayingOut | null }) {
  const say = placesWords(language)
  return (
    <section class="card stack-small laying" aria-labelledby="laying">
      <h2 id="laying">{say('laying_title')}</h2>
      {laying === null && <p class="reading">{say('laying_visitor')}</p>}
      {laying?.state === 'failed' && <p class="reading">{say('laying_failed')}</p>}
      {isUnderWay(laying) && (
        <>
          <p class="reading">{say('laying_lead')}</p>
          <LayingProgress language={language} laying={laying} />
        </>
      )}
    </section>
  )
}

/** How far it is, and that the page looks again by itself. */
export function LayingProgress({ language, laying }: { language: Language; laying: LayingOut }) {
  const say = placesWords(language)
  const waits = laying.state === 'waiting'
  const label = waits ? say('laying_waiting') : say('laying_progress', { percent: Math.floor(laying.progress * 100) })
  return (
    <>
      <Progress label={label} share={waits ? null : laying.progress} />
      <p class="caption muted">{say('looks_again')}</p>
    </>
  )
}

export function isUnderWay(laying: LayingOut | null): laying is LayingOut {
  return laying?.state === 'waiting' || laying?.state === 'running'
}

/** Says of a map that newcomers stand where they stand for the time being; nothing when everything is settled. */
export function ProvisionalNote({ language, url, laid }: { language: Language; url: URL; laid: Laid }) {
  if (laid.state !== 'provisional') return null
  const say = placesWords(language)
  const { laying } = laid
  const words = isUnderWay(laying)
    ? say('provisional', { percent: Math.floor(laying.progress * 100) })
    : say(laying === null ? 'provisional_visitor' : 'provisional_failed')
  return (
    <Message language={language} kind="note">
      {words} {laying && <a href={url.pathname + url.search}>{say('look_now')}</a>}
    </Message>
  )
}
