import { element, type Piece } from '../../ui/element.ts'
import { button, doing, form, leading, radioGroup, selectField, type Typed, textOf } from '../../ui/element-form.ts'
import type { DeviceFact, DeviceOpenings, ShownDeviceCard } from './device-openings-view.ts'
import { namesFrom } from './names-from.ts'
import { pageWords } from './page-words.ts'

/** One opening in the list: its kind, who, why in a sentence, and how sure. */
export function deviceSummary(wish: DeviceOpenings, { rank, opportunity, sentences }: ShownDeviceCard): HTMLElement {
  const say = pageWords(wish.language)
  const href = wish.addressOf(wish.shown, opportunity.key)
  return element(
    'article',
    { class: 'card opening' },
    kindLine(rank, sentences.kind),
    element('h2', {}, element('a', { href }, sentences.who)),
    element('p', { class: 'opening-why' }, sentences.plain),
    element('p', { class: 'muted' }, sentences.effect.line),
    element(
      'p',
      { class: 'evidence' },
      element(
        'span',
        {},
        `${sentences.sure.level} ${sentences.sure.because.slice(0, opportunity.between.length).join(' ')}`,
      ),
    ),
    element(
      'p',
      { class: 'opening-go' },
      element(
        'a',
        { class: 'opening-link', href, 'aria-label': `${say('read_card')}: ${sentences.who}` },
        say('read_card'),
      ),
    ),
  )
}

function kindLine(rank: number, kind: string): HTMLElement {
  return element(
    'p',
    { class: 'card-kind' },
    element('span', { class: 'marker' }, rank),
    ' ',
    element('span', { class: 'kind-words' }, kind),
  )
}

/** One card, in the order in which to read it: why and how sure come before what it could open. */
export function deviceCard(wish: DeviceOpenings, card: ShownDeviceCard, older: Piece): HTMLElement {
  const say = pageWords(wish.language)
  const { sentences } = card
  const { effect, there } = sentences
  return element(
    'article',
    { class: 'opening-card' },
    element(
      'header',
      { class: 'stack-small' },
      element('p', {}, leading(say('back_to_list'), 'quiet', wish.addressOf(wish.shown, null))),
      older,
      kindLine(card.rank, sentences.kind),
      element('h1', { tabindex: -1 }, sentences.who),
      element('p', { class: 'lead' }, sentences.plain),
      element('p', { class: 'evidence' }, element('span', {}, say('own_sketch_note'))),
    ),
    part(say('section_why'), listOf(sentences.why.map(({ sentence }) => sentence))),
    part(
      say('section_sure'),
      element('p', {}, element('strong', {}, sentences.sure.level), ` ${sentences.sure.because.join(' ')}`),
      sentences.sure.firstStep && element('p', { class: 'first-step' }, sentences.sure.firstStep),
    ),
    part(
      say('section_effect'),
      element('p', { class: 'effect-line' }, effect.line),
      [effect.lot, effect.where, effect.band].map((line) => line && element('p', {}, line)),
      element('p', { class: 'caution' }, say('caution')),
    ),
    part(say('section_doors'), listOf(sentences.doors.map(({ who, how }) => `${who} ${how.join(' ')}`))),
    part(
      say('section_there'),
      element('p', {}, there.line),
      there.people.length > 0 &&
        element(
          'details',
          { class: 'fold' },
          element('summary', {}, say('why_each')),
          element(
            'dl',
            { class: 'why-each' },
            there.people.map(({ name, practice, why }) =>
              element(
                'div',
                {},
                element('dt', {}, name, ' ', element('span', { class: 'muted' }, practice)),
                element('dd', {}, why),
              ),
            ),
          ),
        ),
    ),
    more(say('section_missing'), sentences.missing),
    more(say('section_asks'), sentences.asks),
    more(say('section_not'), sentences.whenNot),
    more(say('section_change'), sentences.wouldChange),
    wish.shown === 0 && andNow(wish, card),
  )
}

function part(title: string, ...pieces: Piece[]): HTMLElement {
  return element('section', { class: 'part' }, element('h2', {}, title), element('div', { class: 'part-body' }, pieces))
}

function more(title: string, items: string[]): Piece {
  return items.length > 0 && part(title, listOf(items))
}

function listOf(items: string[]): Piece {
  if (items.length === 1) return element('p', {}, items[0])
  return element(
    'ul',
    {},
    items.map((item) => element('li', {}, item)),
  )
}

function andNow(wish: DeviceOpenings, card: ShownDeviceCard): HTMLElement {
  const { opportunity, sentences } = card
  const say = pageWords(wish.language)
  const people = opportunity.invitees.map(({ person }) => person)
  return part(
    say('section_then'),
    element(
      'p',
      { class: 'actions' },
      doing(say('sketch_here'), 'primary', () =>
        wish.sketchSpace({ why: sentences.plain, people, between: opportunity.between }),
      ),
      wish.actions,
    ),
    opportunity.between.length > 0 && differently(wish, card),
  )
}

/** One fact the card rests on is changed, and the sketch is read again. */
function differently(wish: DeviceOpenings, card: ShownDeviceCard): HTMLElement {
  const say = pageWords(wish.language)
  const holder = element('details', { class: 'fold card' })
  const show = (typed: Typed) => {
    holder.replaceChildren(element('summary', {}, say('see_differently')), differentlyForm(wish, card, typed, show))
    holder.querySelector<HTMLElement>('.problems')?.focus()
  }
  show({ language: wish.language, values: null, problems: {} })
  return holder
}

function differentlyForm(
  wish: DeviceOpenings,
  card: ShownDeviceCard,
  typed: Typed,
  again: (typed: Typed) => void,
): HTMLElement {
  const { language, drawn } = wish
  const say = pageWords(language)
  const names = namesFrom(drawn, '')
  const [one = '', other = null] = card.opportunity.between
  const kinds = [
    ['tie', say('differently_tie')],
    ['no-tie', say('differently_no_tie')],
    ['answered', say('differently_answered')],
    ['asked', say('differently_asked')],
  ] as const
  return form(
    typed,
    (values) => {
      const fact = factOf(values, card.opportunity.between)
      if ('problem' in fact) return again({ language, values, problems: { [fact.field]: say(fact.problem) } })
      return wish.seeDifferently(fact)
    },
    element('p', {}, say('differently_lead')),
    radioGroup({
      typed,
      name: 'kind',
      label: say('differently_what'),
      choices: kinds.map(([value, label]) => ({ value, label })),
    }),
    peopleField(
      wish,
      typed,
      'from',
      say('differently_from', { practice: names.practice(one) }),
      (practice) => practice === one,
    ),
    peopleField(
      wish,
      typed,
      'to',
      other === null ? say('differently_other') : say('differently_to', { practice: names.practice(other) }),
      (practice) => (other === null ? practice !== one : practice === other),
    ),
    element('p', { class: 'hint' }, say('differently_tie_hint')),
    element('p', { class: 'actions' }, button(say('differently_do'))),
  )
}

function peopleField(
  { drawn }: DeviceOpenings,
  typed: Typed,
  name: string,
  label: string,
  isThere: (practice: string) => boolean,
): HTMLElement {
  const inside = new Set(drawn.memberships.filter(({ practice }) => isThere(practice)).map(({ person }) => person))
  const choices = drawn.people
    .filter(({ id }) => inside.has(id))
    .map(({ id, name: label }) => ({ value: id, label: label ?? id }))
  return selectField({ typed, name, label, groups: [{ heading: null, choices }], empty: true })
}

type Problem = 'differently_choose' | 'differently_two' | 'differently_one' | 'differently_same'

function factOf(values: FormData, between: string[]): DeviceFact | { problem: Problem; field: string } {
  const kind = textOf(values, 'kind')
  const [from, to] = [textOf(values, 'from'), textOf(values, 'to')]
  if (kind === 'tie' || kind === 'no-tie') {
    if (!from || !to) return { problem: 'differently_two', field: from ? 'to' : 'from' }
    if (from === to) return { problem: 'differently_same', field: 'to' }
    return { kind: 'tie', from, to, says: kind === 'tie' ? 'yes' : 'no' }
  }
  if (kind === 'answered' || kind === 'asked') {
    const [person, about] = from ? [from, between[1]] : [to, between[0]]
    if (!person) return { problem: 'differently_one', field: 'from' }
    return { kind: 'asked', person, about: about ?? null, answered: kind === 'answered' }
  }
  return { problem: 'differently_choose', field: 'kind' }
}
