import { writeDay } from '../../../platform/i18n/numbers.ts'
import { CheckGroup, RadioGroup, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { LanguageField } from '../../../ui/language-field.tsx'
import { pathIn, type Visit } from '../../visit.tsx'
import { heldWords } from '../held-words.ts'
import type { ToHand } from './card-queries.ts'

interface CardsFormProps {
  visit: Visit
  filled: Filled
  people: readonly ToHand[]
  /** id in the drawing of the one whose page led here */
  chosen: string | undefined
}

/** Whom to make a card or a link for. At first those who have no address and no way yet are ticked. */
export function CardsForm({ visit, filled, people, chosen }: CardsFormProps) {
  const say = heldWords(filled.language)
  const { landscape, person } = visit
  const without = people.filter(({ hasAddress, way }) => !hasAddress && way === null).map(({ id }) => id)
  return (
    <Form filled={filled} action={pathIn(landscape, 'cards')}>
      <CheckGroup
        filled={filled}
        name="person"
        label={say('cards_who')}
        hint={say('cards_who_hint')}
        values={chosen === undefined ? without : [chosen]}
        choices={people.map((one) => ({
          value: one.id,
          label: one.called ?? say('card_somebody'),
          hint: hasAlready(say, one),
        }))}
      />
      <RadioGroup
        filled={filled}
        name="way"
        label={say('cards_way')}
        value="printed"
        choices={(['printed', 'link'] as const).map((way) => ({
          value: way,
          label: say(`cards_${way}`),
          hint: say(`cards_${way}_means`),
        }))}
      />
      <TextField
        filled={filled}
        name="purpose"
        label={say('cards_purpose')}
        hint={say('cards_purpose_hint')}
        value={landscape.hope?.slice(0, 200) ?? ''}
        maxlength={200}
        optional
      />
      <TextField
        filled={filled}
        name="contact"
        label={say('cards_contact')}
        hint={say('cards_contact_hint')}
        value={person.name}
        maxlength={120}
        optional
      />
      <LanguageField
        filled={filled}
        label={say('cards_language')}
        value={people.find(({ id }) => id === chosen)?.language ?? filled.language}
      />
      <div class="actions">
        <Button>{say('cards_make')}</Button>
      </div>
    </Form>
  )
}

function hasAlready(say: ReturnType<typeof heldWords>, { way, openings, openedOn }: ToHand): string | undefined {
  if (way === null) return undefined
  const day = openedOn === null ? '' : writeDay(say.language, openedOn)
  return say('cards_has', { way, n: openings ?? 0, day })
}
