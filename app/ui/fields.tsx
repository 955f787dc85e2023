import type { Child } from 'hono/jsx'
import {
  controlProps,
  type FieldProps,
  fieldId,
  HintAndProblem,
  Label,
  OptionalMark,
  typedAll,
  typedText,
} from './form.tsx'
import { uiWords } from './ui-words.ts'

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'search' | 'url' | 'tel' | 'date' | 'number'
  value?: string
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email'
  maxlength?: number
  min?: number | string
  max?: number | string
  step?: number | string
  /** How wide the box is, as a hint to what belongs in it. */
  size?: 'short' | 'long'
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <div class="field">
      <Label {...props} />
      <HintAndProblem {...props} />
      <input
        class={`input${props.size === 'short' ? ' input-short' : ''}`}
        type={props.type ?? 'text'}
        value={typedText(props.filled, props.name, props.value)}
        autocomplete={props.autocomplete ?? 'off'}
        inputmode={props.inputmode}
        maxlength={props.maxlength}
        min={props.min}
        max={props.max}
        step={props.step}
        {...controlProps(props)}
      />
    </div>
  )
}

/** An e-mail address, which is never longer than mail servers take. */
export function EmailField(props: Omit<TextFieldProps, 'type' | 'maxlength'>) {
  return <TextField {...props} type="email" maxlength={254} />
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { value?: string; rows?: number; maxlength?: number; voice?: 'reading' }) {
  return (
    <div class="field">
      <Label {...props} />
      <HintAndProblem {...props} />
      <textarea
        class={`input${props.voice === 'reading' ? ' input-reading' : ''}`}
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
        {...controlProps(props)}
      >
        {`\n${typedText(props.filled, props.name, props.value)}`}
      </textarea>
    </div>
  )
}

export interface Choice {
  value: string
  label: Child
  hint?: Child
}

/** One of many, folded. With `empty`, nothing is chosen at first. */
export function Select(
  props: FieldProps & { choices: { value: string; label: string }[]; value?: string; empty?: boolean },
) {
  const chosen = typedText(props.filled, props.name, props.value)
  return (
    <div class="field">
      <Label {...props} />
      <HintAndProblem {...props} />
      <select class="input" {...controlProps(props)}>
        {props.empty && <option value="">{uiWords(props.filled.language)('choose')}</option>}
        {props.choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** One of a few, all in sight. `row` lays short answers side by side as equal buttons (yes, no, don't know). */
export function RadioGroup(props: FieldProps & { choices: Choice[]; value?: string; row?: boolean }) {
  const chosen = typedText(props.filled, props.name, props.value)
  return (
    <Group {...props}>
      <div class={props.row ? 'choices choices-row' : 'choices'}>
        {props.choices.map((choice, i) => (
          <Box type="radio" name={props.name} choice={choice} index={i} checked={choice.value === chosen} />
        ))}
      </div>
    </Group>
  )
}

/** Any of a few. Each ticked box sends `name=value`. */
export function CheckGroup(props: FieldProps & { choices: Choice[]; values?: string[] }) {
  const chosen = typedAll(props.filled, props.name, props.values)
  return (
    <Group {...props}>
      <div class="choices">
        {props.choices.map((choice, i) => (
          <Box type="checkbox" name={props.name} choice={choice} index={i} checked={chosen.includes(choice.value)} />
        ))}
      </div>
    </Group>
  )
}

/** A single yes. Sends `name=yes` when ticked. */
export function Check(props: FieldProps & { checked?: boolean }) {
  const checked = typedAll(props.filled, props.name, props.checked ? ['yes'] : []).includes('yes')
  const { required: _, ...control } = controlProps(props)
  return (
    <div class="field">
      <div class="choice">
        <input type="checkbox" value="yes" checked={checked} {...control} />
        <label for={fieldId(props.name)}>{props.label}</label>
      </div>
      <HintAndProblem {...props} />
    </div>
  )
}

/** A file to send. The form must have `upload`. */
export function FileField(props: FieldProps & { accept?: string; multiple?: boolean }) {
  return (
    <div class="field">
      <Label {...props} />
      <HintAndProblem {...props} />
      <input class="file" type="file" accept={props.accept} multiple={props.multiple} {...controlProps(props)} />
    </div>
  )
}

function Group({ children, ...props }: FieldProps & { children: Child }) {
  const { 'aria-describedby': described, 'aria-invalid': invalid } = controlProps(props)
  return (
    <fieldset class={`field${invalid ? ' field-invalid' : ''}`} aria-describedby={described}>
      <legend class="label">
        {props.label} {props.optional && <OptionalMark language={props.filled.language} />}
      </legend>
      <HintAndProblem {...props} />
      {children}
    </fieldset>
  )
}

function Box(props: { type: 'radio' | 'checkbox'; name: string; choice: Choice; index: number; checked: boolean }) {
  // The first box carries the field's own id, so that the list of problems leads to it.
  const id = props.index === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${props.index}`
  return (
    <div class="choice">
      <input
        type={props.type}
        id={id}
        name={props.name}
        value={props.choice.value}
        checked={props.checked}
        aria-describedby={props.choice.hint ? `${id}-more` : undefined}
      />
      <label for={id}>{props.choice.label}</label>
      {props.choice.hint && (
        <p class="hint" id={`${id}-more`}>
          {props.choice.hint}
        </p>
      )}
    </div>
  )
}
