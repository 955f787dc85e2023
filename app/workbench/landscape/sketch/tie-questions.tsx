import type { Sent } from '../../../platform/http/body.ts'
import { textOf } from '../../../platform/http/body.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { type Filled, fieldId, typedText } from '../../../ui/form.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { pairKey } from './pair-key.ts'
import type { SaidTie } from './say-ties.ts'
import { sketchWords } from './sketch-words.ts'
import { knownTies, type TieGroup } from './tie-groups.ts'

export interface TieQuestion {
  language: Language
  drawn: DrawnLandscape
  groups: TieGroup[]
  group: TieGroup
  filled: Filled
}

/** Rows for pairs with other groups that a form starts with. */
const newRows = 5

/** Every pair inside the group, with three answers of equal weight. */
export function InsidePairs({ language, drawn, group, filled }: TieQuestion) {
  const say = sketchWords(language)
  const pairs = group.people.flatMap((one, nth) => group.people.slice(nth + 1).map((other) => [one, other] as const))
  return (
    <section class="stack-small">
      <h3>{say('ties_inside')}</h3>
      {pairs.length === 0 && <p class="muted">{say('ties_alone')}</p>}
      {pairs.map(([one, other]) => (
        <PairRow language={language} drawn={drawn} filled={filled} one={one} other={other} />
      ))}
    </section>
  )
}

/** Pairs with people of other groups that were answered already, so that an answer can be changed. */
export function SaidAcross({ language, drawn, group, filled }: TieQuestion) {
  const say = sketchWords(language)
  const inside = new Map(group.people.map((person) => [person.id, person]))
  const names = new Map(drawn.people.map(({ id, name }) => [id, name ?? id]))
  const pairs = new Map<string, [string, string]>()
  for (const { from, to, retracted } of drawn.ties) {
    if (retracted === null && inside.has(from) !== inside.has(to))
      pairs.set(pairKey(from, to), inside.has(from) ? [from, to] : [to, from])
  }
  if (pairs.size === 0) return null
  return (
    <section class="stack-small">
      <h3>{say('ties_said')}</h3>
      {[...pairs.values()].map(([one, other]) => (
        <PairRow
          language={language}
          drawn={drawn}
          filled={filled}
          one={{ id: one, name: names.get(one)! }}
          other={{ id: other, name: names.get(other)! }}
        />
      ))}
    </section>
  )
}

type Named = { id: string; name: string }

function PairRow({
  language,
  drawn,
  filled,
  one,
  other,
}: {
  language: Language
  drawn: DrawnLandscape
  filled: Filled
  one: Named
  other: Named
}) {
  const say = sketchWords(language)
  const field = `pair-${pairKey(one.id, other.id)}`
  const chosen = typedText(filled, field, knownTies(drawn)(one.id, other.id))
  return (
    <fieldset class="standing">
      <legend>{say('pair', { one: one.name, other: other.name })}</legend>
      <ThreeAnswers language={language} field={field} chosen={chosen} />
    </fieldset>
  )
}

function ThreeAnswers({ language, field, chosen }: { language: Language; field: string; chosen: string }) {
  const say = sketchWords(language)
  const answers = [
    ['yes', say('yes')],
    ['no', say('no')],
    ['unknown', say('dont_know')],
  ] as const
  return (
    <div class="choices choices-row">
      {answers.map(([value, label]) => (
        <div class="choice">
          <input type="radio" id={`${fieldId(field)}-${value}`} name={field} value={value} checked={value === chosen} />
          <label for={`${fieldId(field)}-${value}`}>{label}</label>
        </div>
      ))}
    </div>
  )
}

/** Empty rows: somebody here, somebody elsewhere, yes or no. */
export function Across({ language, groups, group, filled }: TieQuestion) {
  const say = sketchWords(language)
  const others = groups.filter((other) => other !== group)
  if (others.length === 0) return null
  return (
    <section class="stack-small">
      <h3>{say('ties_across')}</h3>
      {Array.from({ length: newRows }, (_, n) => (
        <fieldset class="standing across">
          <legend class="sr">
            {say('ties_across')} {n + 1}
          </legend>
          <PersonSelect filled={filled} field={`one-${n}`} label={say('ties_one')} groups={[group]} />
          <PersonSelect filled={filled} field={`other-${n}`} label={say('ties_other')} groups={others} />
          <ThreeAnswersShort language={language} field={`says-${n}`} chosen={typedText(filled, `says-${n}`, 'yes')} />
          {filled.problems?.[`other-${n}`] && <p class="problem">{filled.problems[`other-${n}`]}</p>}
        </fieldset>
      ))}
    </section>
  )
}

function ThreeAnswersShort({ language, field, chosen }: { language: Language; field: string; chosen: string }) {
  const say = sketchWords(language)
  return (
    <div class="choices choices-row">
      {(['yes', 'no'] as const).map((value) => (
        <div class="choice">
          <input type="radio" id={`${fieldId(field)}-${value}`} name={field} value={value} checked={value === chosen} />
          <label for={`${fieldId(field)}-${value}`}>{say(value)}</label>
        </div>
      ))}
    </div>
  )
}

function PersonSelect({
  filled,
  field,
  label,
  groups,
}: {
  filled: Filled
  field: string
  label: string
  groups: TieGroup[]
}) {
  const chosen = typedText(filled, field)
  return (
    <div class="field">
      <label class="label" for={fieldId(field)}>
        {label}
      </label>
      <select class="input" id={fieldId(field)} name={field}>
        <option value="">…</option>
        {groups.map((group) => (
          <optgroup label={group.name}>
            {group.people.map(({ id, name }) => (
              <option value={id} selected={id === chosen}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}

/** What was answered about pairs that stood in the form. */
export function storedPairs(sent: Sent): SaidTie[] {
  return Object.keys(sent).flatMap((name) => {
    const pair = /^pair-(.{1,200})\+(.{1,200})$/.exec(name)
    const says = textOf(sent, name)
    return pair && isSaid(says) ? [{ one: pair[1]!, other: pair[2]!, says }] : []
  })
}

/** The rows that were filled in, also by half. */
export function newPairs(sent: Sent): { n: number; one: string; other: string; says: 'yes' | 'no' }[] {
  return Array.from({ length: newRows }, (_, n) => ({
    n,
    one: textOf(sent, `one-${n}`),
    other: textOf(sent, `other-${n}`),
    says: textOf(sent, `says-${n}`) === 'no' ? ('no' as const) : ('yes' as const),
  }))
}

function isSaid(text: string): text is SaidTie['says'] {
  return text === 'yes' || text === 'no' || text === 'unknown'
}
