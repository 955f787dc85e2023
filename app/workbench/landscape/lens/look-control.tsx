import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { Button } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { type DrawnBoundary, type DrawnLandscape, practiceKinds, tieKinds } from '../drawn-landscape.ts'
import { KeptLook } from '../kept-look.tsx'
import type { Only } from '../only/only.ts'
import { sameLook } from '../same-look.ts'
import { concernsOf } from './concern-lens.ts'
import type { Lens } from './lens.ts'
import { lensWords, type SayLens } from './lens-words.ts'
import { practiceMeasureIds } from './practice-measures.ts'

export interface LookControlProps {
  language: Language
  url: URL
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
  lens: Lens | null
  noLens: string | null
  only: Only
}

/** Chooses a lens and a filter, folded away until it is wanted: one form that works without script, and keeps everything else. */
export function LookControl(props: LookControlProps) {
  const { language, url, lens, noLens, only, drawn } = props
  const say = lensWords(language)
  const isOn = lens !== null || only.active
  return (
    <details
      class={`look-control${isOn ? ' look-on' : ''}`}
      open={noLens !== null || only.unknown.length > 0}
      data-look
    >
      <summary>
        <Icon name="layers" /> <span class="look-name">{lens?.title ?? say('look')}</span>
        {only.active && (
          <span class="look-count">
            {say('only_shown_brief', { practices: only.practices.size, allPractices: drawn.practices.length })}
          </span>
        )}
      </summary>
      <form class="look-panel card" method="get" action={url.pathname}>
        <KeptLook url={url} but={['lens', 'only', 'page']} />
        {noLens !== null && <p class="problem">{say('no_lens', { value: noLens })}</p>}
        {only.unknown.map((value) => (
          <p class="problem">{say('only_unknown', { value })}</p>
        ))}
        <LensSelect {...props} say={say} />
        <OnlyFields {...props} say={say} />
        <div class="look-doing">
          <Button>{say('see')}</Button>
          {isOn && <a href={sameLook(url, { lens: '', only: '' })}>{say('show_plain')}</a>}
        </div>
      </form>
    </details>
  )
}

/** Which lens and filter are on, in a few words; nothing when neither is. */
export function LookSaid({ language, drawn, lens, only }: LookControlProps) {
  const say = lensWords(language)
  const shown = { practices: only.practices.size, allPractices: drawn.practices.length }
  const parts = [lens?.title, only.active && say('only_groups', shown)].filter(Boolean)
  return parts.length > 0 ? <span class="look-said">{parts.join(' · ')}</span> : null
}

type Fields = LookControlProps & { say: SayLens }

function LensSelect({ url, drawn, say }: Fields) {
  const chosen = url.searchParams.get('lens') ?? ''
  const option = (value: string, label: string) => (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  )
  const concerns = concernsOf(drawn)
  return (
    <div class="field">
      <label for="look-lens">{say('lens')}</label>
      <select class="input" id="look-lens" name="lens">
        {option('', say('none'))}
        {option('kind', say('lens_kind'))}
        {option('age', say('lens_age'))}
        {option('equal', say('lens_equal'))}
        {concerns.length > 0 && (
          <optgroup label={say('lens_concern')}>
            {concerns.map(({ concern, words }) => option(`concern:${concern}`, words))}
          </optgroup>
        )}
        <optgroup label={say('lens_measure')}>
          {practiceMeasureIds.map((id) => option(`measure:${id}`, say(`measure_${id}`)))}
        </optgroup>
      </select>
    </div>
  )
}

function OnlyFields({ drawn, boundary, only, say }: Fields) {
  const { wish } = only
  const kinds = practiceKinds.filter((kind) => drawn.practices.some((one) => one.kind === kind))
  const ties = tieKinds.filter((kind) => drawn.ties.some((one) => one.kind === kind))
  const concerns = concernsOf(drawn)
  return (
    <fieldset class="look-only">
      <legend>{say('only')}</legend>
      {kinds.length > 1 && (
        <Boxes
          label={say('only_kinds')}
          what="kind"
          chosen={wish.kind}
          of={kinds.map((kind) => [kind, say(`kind_${kind}`)])}
        />
      )}
      <Boxes
        label={say('only_practices')}
        what="practice"
        chosen={wish.practice}
        of={drawn.practices.map(({ id, name }) => [id, name])}
      />
      {boundary && (
        <Boxes
          label={say('only_sides', { boundary: boundary.name })}
          what="side"
          chosen={wish.side}
          of={boundary.sides.map((side) => [side, side])}
        />
      )}
      {ties.length > 1 && (
        <Boxes
          label={say('only_ties')}
          what="tie"
          chosen={wish.tie}
          of={ties.map((kind) => [kind, say(`tie_${kind}`)])}
        />
      )}
      {concerns.length > 0 && (
        <div class="field">
          <label for="look-concern">{say('only_concern')}</label>
          <select class="input" id="look-concern" name="only">
            <option value="">{say('only_any')}</option>
            {concerns.map(({ concern, words }) => (
              <option value={`concern:${concern}`} selected={wish.concern.includes(concern)}>
                {words}
              </option>
            ))}
          </select>
        </div>
      )}
    </fieldset>
  )
}

/** Boxes to tick, folded while none is ticked, so that the whole stays small. */
function Boxes(props: { label: string; what: string; chosen: readonly string[]; of: (readonly [string, string])[] }) {
  const { label, what, chosen, of } = props
  return (
    <details class="look-boxes" open={chosen.length > 0}>
      <summary>
        {label}
        {chosen.length > 0 && <span class="look-count">{chosen.length}</span>}
      </summary>
      <div class="choices">
        {of.map(([value, words]): Child => {
          const id = `only-${what}-${of.findIndex(([one]) => one === value)}`
          return (
            <div class="choice">
              <input type="checkbox" id={id} name="only" value={`${what}:${value}`} checked={chosen.includes(value)} />
              <label for={id}>{words}</label>
            </div>
          )
        })}
      </div>
    </details>
  )
}
