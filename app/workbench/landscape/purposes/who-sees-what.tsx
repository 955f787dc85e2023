import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { purposesWords } from './purposes-words.ts'

/**
 * Said before the first question (rule E6): answers about ties are not anonymous to the system. With a picture for each of those who may
 * look: the same three people, as each of them sees them. The pictures only repeat the words beside them.
 */
export function WhoSeesWhat({ language }: { language: Language }) {
  const say = purposesWords(language)
  return (
    <section class="who-sees stack-small">
      <h2>{say('who_sees')}</h2>
      <p>{say('not_anonymous')}</p>
      <ul class="who-sees-list">
        <Looker name={say('you')} sees={say('you_see')} picture={<Everything />} />
        <Looker name={say('writer')} sees={say('writer_sees')} picture={<OwnNotes />} />
        <Looker name={say('team')} sees={say('team_sees')} picture={<WhoAgreed />} />
        <Looker name={say('program')} sees={say('program_sees')} picture={<Answers />} />
        <Looker name={say('others')} sees={say('others_see')} picture={<OnlyTotals />} />
      </ul>
    </section>
  )
}

function Looker({ name, sees, picture }: { name: string; sees: string; picture: Child }) {
  return (
    <li>
      <svg class="who-sees-picture" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
        {picture}
      </svg>
      <p>
        <strong>{name}</strong> {sees}
      </p>
    </li>
  )
}

/** You stand at the left; the other two are above and below at the right. */
const places = [
  [24, 32],
  [72, 16],
  [72, 48],
] as const

function Tie({ to, faint }: { to: 1 | 2; faint?: boolean }) {
  const [[x1, y1], [x2, y2]] = [places[0], places[to]]
  return <path class={faint ? 'seen-tie seen-faint' : 'seen-tie'} d={`M${x1} ${y1}L${x2} ${y2}`} />
}

function Person({ nth, as }: { nth: 0 | 1 | 2; as: 'named' | 'noted' | 'head' }) {
  const [x, y] = places[nth]
  return (
    <>
      <circle class={`seen-person seen-${as}`} cx={x} cy={y} r="7" />
      {as !== 'head' && (
        <path
          class={`seen-name seen-${as}`}
          d={nth === 0 ? `M${x - 14} ${y + 14}h28` : `M${x + 4} ${y + (nth === 1 ? 12 : -12)}h16`}
        />
      )}
    </>
  )
}

function Everything() {
  return (
    <>
      <Tie to={1} />
      <Tie to={2} />
      <Person nth={1} as="head" />
      <Person nth={2} as="head" />
      <Person nth={0} as="named" />
    </>
  )
}

function OwnNotes() {
  return (
    <>
      <Tie to={1} />
      <Person nth={0} as="noted" />
      <Person nth={1} as="noted" />
    </>
  )
}

function WhoAgreed() {
  return (
    <>
      <Tie to={1} />
      <Person nth={0} as="named" />
      <Person nth={1} as="named" />
      <Person nth={2} as="head" />
    </>
  )
}

function Answers() {
  return (
    <>
      <Tie to={1} faint />
      <Tie to={2} faint />
      <Person nth={0} as="noted" />
      <Person nth={1} as="noted" />
      <Person nth={2} as="noted" />
    </>
  )
}

function OnlyTotals() {
  return (
    <>
      <circle class="seen-person seen-many" cx="48" cy="32" r="22" />
      <text class="seen-count" x="48" y="38">
        5+
      </text>
    </>
  )
}
