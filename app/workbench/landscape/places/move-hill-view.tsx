import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { Select } from '../../../ui/fields.tsx'
import { Button, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { pathIn, type Visit } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { type Pin, pinsOf, unpinned } from './pin-queries.ts'
import { placesWords } from './places-words.ts'
import { ways } from './where-to.ts'

type Say = ReturnType<typeof placesWords>

interface MoveHillProps {
  visit: Visit
  language: Language
  practice: string
  /** all hills of the landscape */
  hills: readonly { id: string; name: string }[]
}

/** Where one hill lies and who put it there, with a form that moves it by keyboard and without JavaScript; for the team alone. */
export async function MoveHill({ visit: { tx, landscape }, language, practice, hills }: MoveHillProps) {
  if (!mayDraw(landscape)) return null
  const say = placesWords(language)
  const pin = (await pinsOf(tx, landscape.id)).find(({ id }) => id === practice)
  const others = hills.filter(({ id }) => id !== practice)
  const form = { say, action: placeOf(landscape, practice), based: pin?.sign ?? unpinned }
  return (
    <section class="stack-small move-hill" id="place">
      <h2>{say('move_title')}</h2>
      <p class="muted">
        {pin ? say('place_pinned', { who: whoPut(pin), day: writeDay(language, pin.at) }) : say('place_free')}
      </p>
      <div class="move-hill-forms">
        <TowardsForm {...form} />
        {others.length > 0 && <BesideForm {...form} others={others} />}
        {pin && <LetGoForm {...form} />}
      </div>
    </section>
  )
}

/** Where a hill's place is changed. */
function placeOf(landscape: { slug: string }, practice: string): string {
  return pathIn(landscape, 'practices', practice, 'place')
}

export function whoPut({ mine, by }: Pick<Pin, 'mine' | 'by'>): string {
  return mine ? 'you' : (by ?? 'unknown')
}

interface FormProps {
  say: Say
  action: string
  based: string
}

function TowardsForm({ say, action, based }: FormProps) {
  const filled = { language: say.language }
  const distances = (['near', 'far'] as const).map((value) => ({ value, label: say(value) }))
  return (
    <Form filled={filled} action={action} class="move-hill-form">
      <input type="hidden" name="based" value={based} />
      <Select
        filled={filled}
        name="way"
        label={say('way')}
        choices={ways.map((value) => ({ value, label: say(`way_${value}`) }))}
      />
      <Select filled={filled} name="distance" label={say('distance')} choices={distances} />
      <Button kind="plain">{say('move')}</Button>
    </Form>
  )
}

function BesideForm({ say, action, based, others }: FormProps & { others: readonly { id: string; name: string }[] }) {
  const filled = { language: say.language }
  return (
    <Form filled={filled} action={action} class="move-hill-form">
      <input type="hidden" name="based" value={based} />
      <Select
        filled={filled}
        name="beside"
        label={say('beside')}
        choices={others.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Button kind="plain">{say('beside_do')}</Button>
    </Form>
  )
}

function LetGoForm({ say, action, based }: FormProps) {
  return (
    <Form filled={{ language: say.language }} action={action} class="move-hill-form">
      <input type="hidden" name="based" value={based} />
      <p class="hint">{say('let_go_hint')}</p>
      <Button kind="quiet" name="do" value="let-go">
        {say('let_go')}
      </Button>
    </Form>
  )
}

const afterwards = { yes: 'moved', near: 'moved_clamped', back: 'gone_back' } as const

/** Says after a move what became of it, as the address of the page tells. */
export function MovedMessage({
  language,
  landscape,
  url,
}: {
  language: Language
  landscape: { slug: string }
  url: URL
}) {
  const say = placesWords(language)
  const key = url.searchParams.get('moved') as keyof typeof afterwards | null
  if (key === null || !(key in afterwards)) return null
  return (
    <Message language={language} kind="done">
      {say(afterwards[key])} <a href={pathIn(landscape, 'landscape')}>{say('see_map')}</a>
    </Message>
  )
}
