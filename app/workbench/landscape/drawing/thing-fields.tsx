import type { Tx } from '../../../platform/db/database.ts'
import { Check, RadioGroup, Select, TextArea, TextField } from '../../../ui/fields.tsx'
import type { Filled } from '../../../ui/form.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { practicesOnly } from '../drawn-landscape.ts'
import type { Landscape } from '../landscape.ts'
import type { drawingWords } from './drawing-words.ts'
import { type Field, type FieldName, fieldsOf, type ThingKind, type Values } from './drawn-things.ts'
import { type Named, namedThing, namedThings } from './named-queries.ts'
import { type SideChoice, sideChoices } from './thing-queries.ts'

/** Everything a form about one thing offers to choose from, looked up beforehand. */
export interface Offered {
  /** by field: whom or what it names for good; shown as words and sent along */
  given: Partial<Record<FieldName, string>>
  named: Partial<Record<'person' | 'practice' | 'boundary', Named[] | 'many'>>
  sides: SideChoice[]
}

/** More than this many are not listed one by one: their names are written. */
const mostListed = 400

const referring = ['person', 'practice', 'boundary'] as const
type Referring = (typeof referring)[number]

function isReferring(as: Field['as']): as is Referring {
  return (referring as readonly string[]).includes(as)
}

/** `given` are the values that the address names, or that stand for good. */
export async function offeredFor(
  tx: Tx,
  landscape: Landscape,
  kind: ThingKind,
  given: Values,
  boundary: string | null,
): Promise<Offered> {
  const offered: Offered = { given: {}, named: {}, sides: [] }
  for (const { name, as, optional } of fieldsOf[kind]) {
    if (as === 'side') offered.sides = await sideChoices(tx, landscape.id, boundary)
    if (!isReferring(as)) continue
    const value = given[name]
    if (value) {
      const found = await namedThing(tx, landscape.id, as, value)
      if (typeof found !== 'string') offered.given[name] = found.name ?? ''
    }
    const holderGiven = optional && (given.person || given.practice) && kind !== 'tie' && kind !== 'person'
    if (offered.given[name] === undefined && !holderGiven && !offered.named[as]) {
      const all = await namedThings(tx, landscape.id, as, mostListed + 1)
      offered.named[as] = all.length > mostListed ? 'many' : all
    }
  }
  return offered
}

interface FieldsProps {
  say: ReturnType<typeof drawingWords>
  filled: Filled
  kind: ThingKind
  values: Values
  offered: Offered
  isNew: boolean
}

/** The fields of one thing. What cannot be changed stands above them in words. */
export function ThingFields({ say, filled, kind, values, offered, isNew }: FieldsProps) {
  const fixed = fieldsOf[kind].filter(({ name }) => offered.given[name] !== undefined)
  const asked = fieldsOf[kind].filter(
    ({ name, once, as, optional }) =>
      offered.given[name] === undefined &&
      (isNew || !once) &&
      !(isReferring(as) && optional && offered.named[as] === undefined),
  )
  return (
    <>
      {fixed.length > 0 && (
        <Rows
          rows={fixed.map(({ name }) => ({
            term: say(`field_${name}`, { kind }),
            value: offered.given[name] || say('nameless'),
          }))}
        />
      )}
      {fixed.map(({ name }) => (
        <input type="hidden" name={name} value={values[name]} />
      ))}
      {asked.map((field) => (
        <OneField
          say={say}
          filled={filled}
          kind={kind}
          field={field}
          value={values[field.name] ?? ''}
          offered={offered}
        />
      ))}
    </>
  )
}

type OneFieldProps = Omit<FieldsProps, 'values' | 'isNew'> & { field: Field; value: string }

function OneField({ say, filled, kind, field, value, offered }: OneFieldProps) {
  const { name, as, most } = field
  const shared = {
    filled,
    name,
    label: say(`field_${name}`, { kind }),
    value,
    ...(field.optional && { optional: true }),
  }
  if (isReferring(as)) return <Reference {...shared} say={say} named={offered.named[as] ?? []} />
  if (as === 'side') return <SideField {...shared} say={say} sides={offered.sides} />
  if (as === 'yes') return <Check {...shared} checked={value === 'yes'} />
  if (as === 'text') return <TextArea {...shared} rows={3} maxlength={most!} />
  if (as === 'lines') return <TextArea {...shared} rows={4} maxlength={most!} hint={say('sides_hint')} />
  if (as === 'choice') return <ChoiceField {...shared} say={say} field={field} />
  if (as === 'number')
    return <TextField {...shared} type="number" min={0} max={most!} step="any" size="short" inputmode="decimal" />
  if (as === 'day') return <TextField {...shared} type="date" size="short" />
  return <TextField {...shared} maxlength={most!} />
}

type Shared = {
  say: FieldsProps['say']
  filled: Filled
  name: FieldName
  label: string
  value: string
  optional?: boolean
}

function ChoiceField({ say, field, ...shared }: Shared & { field: Field }) {
  const choices = field.choices!.map((choice) => ({ value: choice, label: say(optionKey(choice)) }))
  if (field.optional) return <Select {...shared} choices={[{ value: '', label: say('not_said') }, ...choices]} />
  return choices.length <= 3 ? (
    <RadioGroup {...shared} row choices={choices} />
  ) : (
    <Select {...shared} choices={choices} />
  )
}

function Reference({ say, named, ...shared }: Shared & { named: Named[] | 'many' }) {
  if (named === 'many') return <TextField {...shared} hint={say('by_name_hint')} maxlength={300} />
  const choices = named.map(({ id, name }) => ({ value: id, label: name ?? `${say('nameless')} (${id.slice(0, 8)})` }))
  return (
    <Select
      {...shared}
      empty={!shared.optional}
      choices={shared.optional ? [{ value: '', label: say('not_said') }, ...choices] : choices}
    />
  )
}

function SideField({ say, sides, ...shared }: Shared & { sides: SideChoice[] }) {
  const several = new Set(sides.map(({ boundary }) => boundary)).size > 1
  const label = ({ boundaryName, sideName }: SideChoice) => {
    const side = sideName ?? say('side_unknown')
    return several ? say('side_choice', { boundary: boundaryName, side }) : side
  }
  const choices = sides.map((side) => ({ value: side.choice, label: label(side) }))
  const hint = sides.some(({ boundaryKind }) => practicesOnly.has(boundaryKind)) ? say('practices_hint') : undefined
  return several ? (
    <Select {...shared} hint={hint} choices={choices} empty />
  ) : (
    <RadioGroup {...shared} hint={hint} choices={choices} />
  )
}

type Words = Parameters<FieldsProps['say']>[0]
type OptionKey = Extract<Words, `option_${string}`>

export function optionKey(option: string): OptionKey {
  return `option_${option}` as OptionKey
}

/** A value in words, as a comparison shows it. */
export function valueInWords(say: FieldsProps['say'], field: Field, value: string): string {
  if (value === '') return field.as === 'yes' ? say('option_no') : say('not_said')
  if (field.as === 'choice' || field.as === 'yes') return say(optionKey(value))
  if (field.as === 'side') return value.slice(value.indexOf('/') + 1) || say('side_unknown')
  return value
}
