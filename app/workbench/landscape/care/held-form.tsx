import { allOf, type Sent, textOf } from '../../../platform/http/body.ts'
import { pathIn } from '../../visit.tsx'

/** A form that was sent before the check was answered: where to, and what it said. */
export interface HeldForm {
  action: string
  sent: Sent
}

const mark = 'held:'

/** The same form, carried along as hidden fields of another one. */
export function HeldFields({ held }: { held: HeldForm }) {
  return (
    <>
      <input type="hidden" name="held_action" value={held.action} />
      <SentFields sent={held.sent} mark={mark} />
    </>
  )
}

/** What was sent as hidden fields, to be sent again. */
export function SentFields({ sent, mark = '' }: { sent: Sent; mark?: string }) {
  return (
    <>
      {Object.keys(sent).flatMap((name) =>
        allOf(sent, name).map((value) => <input type="hidden" name={`${mark}${name}`} value={value} />),
      )}
    </>
  )
}

/** The form that a form carries along; null when there is none, or when it would lead out of this landscape. */
export function heldIn(sent: Sent, landscape: { slug: string }): HeldForm | null {
  const action = textOf(sent, 'held_action')
  if (!action.startsWith(`${pathIn(landscape)}/`)) return null
  const fields = Object.entries(sent).flatMap(([name, value]) =>
    name.startsWith(mark) ? [[name.slice(mark.length), value] as const] : [],
  )
  return { action, sent: Object.fromEntries(fields) }
}

/** Fields in which people write in their own words. */
const written = ['people', 'text', 'name', 'sides', 'history', 'stakes', 'words']
/** Of each so much is shown; all of it is sent. */
const mostShown = 400

/** What somebody wrote into a form that is carried along, to be recognised by. */
export function writtenIn({ sent }: HeldForm): string[] {
  const texts = written.map((name) => textOf(sent, name).trim().replaceAll('\n', ' · ')).filter((text) => text !== '')
  return texts.map((text) => (text.length > mostShown ? `${text.slice(0, mostShown)} …` : text))
}
