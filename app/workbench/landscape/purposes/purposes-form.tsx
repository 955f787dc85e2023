import type { Child } from 'hono/jsx'
import { allOf, type Sent, textOf } from '../../../platform/http/body.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { CheckGroup, RadioGroup, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import type { Purpose } from '../drawn-landscape.ts'
import { askedPurposes } from './asked-purposes.ts'
import type { MySay } from './my-word-queries.ts'
import { purposesWords } from './purposes-words.ts'
import type { MyWord } from './say-for-myself.ts'
import { WhoSeesWhat } from './who-sees-what.tsx'

interface PurposesFormProps {
  filled: Filled
  /** where the form posts to */
  action: string
  mine: MySay
  /** fields that stand before the button */
  children?: Child
}

/**
 * All purposes on one screen (rules E3 and E6): what the program knows and who sees it, before the first question; then the map and each
 * other purpose by itself, off unless the person said yes. Add the stylesheet `purposes.css` to the page.
 *
 * To use it on a page of somebody's own: `<PurposesForm filled={{ language }} action="…" mine={await readMySay(tx, landscapeId)} />`; in
 * the handler of its POST `const read = readPurposes(await readForm(c))`, and then `await sayForMyself(tx, clock, { landscapeId,
 * ...read })`. Refused with `name-needed`: draw it again with `problems: { name: purposesWords(language)('name_missing') }`.
 */
export function PurposesForm({ filled, action, mine, children }: PurposesFormProps) {
  const say = purposesWords(filled.language)
  return (
    <section class="purposes stack">
      <WhoSeesWhat language={filled.language} />
      <Form filled={filled} action={action}>
        <RadioGroup
          filled={filled}
          name="map"
          label={say('map')}
          hint={say('map_hint')}
          value={mapAnswer(mine)}
          choices={(['yes', 'hidden', 'no'] as const).map((value) => ({
            value,
            label: say(`map_${value}`),
            hint: say(`map_${value}_means`),
          }))}
        />
        {mine.name === null ? (
          <TextField
            filled={filled}
            name="name"
            label={say('name')}
            hint={say('name_hint')}
            maxlength={200}
            autocomplete="name"
            optional
          />
        ) : (
          <p class="hint">{say('called', { name: mine.name })}</p>
        )}
        <PurposeChecks
          filled={filled}
          agreed={askedPurposes.filter((purpose) => mine.said[purpose]?.state === 'agreed')}
        />
        {mine.special.length > 0 && <SpecialPractices filled={filled} special={mine.special} />}
        {mine.moreByAccount && <p class="hint">{say('special_by_account')}</p>}
        {children}
        <p class="hint">{say('any_time')}</p>
        <Button>{say('keep')}</Button>
      </Form>
    </section>
  )
}

/** The purposes beside the map, each with what happens when it is on and what stops when it is off. Sends `purposes=ties` and so on. */
export function PurposeChecks(props: { filled: Filled; agreed: readonly string[]; label?: string; hint?: string }) {
  const { filled, agreed } = props
  const say = purposesWords(filled.language)
  return (
    <CheckGroup
      filled={filled}
      name="purposes"
      label={props.label ?? say('purposes')}
      hint={props.hint ?? say(agreed.length > 0 ? 'purposes_said' : 'purposes_hint')}
      values={[...agreed]}
      choices={askedPurposes.map((purpose) => ({
        value: purpose,
        label: say(`${purpose}`),
        hint: say(`${purpose}_means`),
      }))}
    />
  )
}

/** Practices that tell of health, faith, politics and the like: only the person says that they belong, and only here (rule E4). */
function SpecialPractices({ filled, special }: { filled: Filled; special: MySay['special'] }) {
  const say = purposesWords(filled.language)
  return (
    <>
      <input type="hidden" name="special_asked" value="yes" />
      <CheckGroup
        filled={filled}
        name="special"
        label={say('special')}
        hint={say('special_hint')}
        values={special.filter(({ mine }) => mine).map(({ id }) => id)}
        choices={special.map(({ id, name }) => ({ value: id, label: say('special_belong', { practice: name }) }))}
      />
    </>
  )
}

/** What the boxes were sent with: one that is not ticked is a no. */
export function readChecks(sent: Sent): Partial<Record<Purpose, boolean>> {
  const ticked = allOf(sent, 'purposes')
  return Object.fromEntries(askedPurposes.map((purpose) => [purpose, ticked.includes(purpose)]))
}

/** What the screen was sent with. A purpose whose box is not ticked is a no; no answer about the map is a no to it. */
export function readPurposes(sent: Sent): Pick<MyWord, 'said' | 'hidden' | 'name' | 'special'> {
  const map = textOf(sent, 'map')
  return {
    said: {
      map: map === 'yes',
      ...readChecks(sent),
    },
    hidden: map === 'hidden',
    name: textOf(sent, 'name').slice(0, 200) || null,
    ...(textOf(sent, 'special_asked') === 'yes' && { special: allOf(sent, 'special').filter(isUuid) }),
  }
}

/** Off at first: only who said yes before, or asked to be hidden, finds that answer chosen. */
function mapAnswer({ said }: MySay): 'yes' | 'hidden' | 'no' {
  if (said.map?.state === 'agreed') return 'yes'
  return said.map?.state === 'hidden' ? 'hidden' : 'no'
}
