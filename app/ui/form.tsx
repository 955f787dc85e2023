import type { Child } from 'hono/jsx'
import type { Language } from '../platform/i18n/language.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { Icon } from './icon.tsx'
import { uiWords } from './ui-words.ts'

/** What a person typed, by field name; a field with several values (check boxes) holds them all. */
export type Typed = Record<string, string | string[] | undefined>
/** What is wrong, by field name, in words for the person. The empty name holds what concerns the whole form. */
export type Problems = Record<string, string>

/** What all fields of one form share: give it to each field, and a refused form comes back as it was sent. */
export interface Filled {
  language: Language
  typed?: Typed | undefined
  problems?: Problems | undefined
}

interface FormProps {
  filled: Filled
  action: string
  /** Sent again with the same key, the form is answered with where the first one led. Made here unless one came back. */
  formKey?: string
  upload?: boolean
  class?: string
  children: Child
}

/**
 * A form that posts. It carries its key and opens with the list of problems, if there are any, which takes the focus.
 */
export function Form({ filled, action, formKey, upload, class: name, children }: FormProps) {
  return (
    <form
      class={name ?? 'form'}
      method="post"
      action={action}
      enctype={upload ? 'multipart/form-data' : undefined}
      novalidate
    >
      <input type="hidden" name="form_key" value={formKey ?? typedKey(filled.typed) ?? uuidv7()} />
      <ProblemSummary filled={filled} />
      {children}
    </form>
  )
}

function typedKey(typed: Typed | undefined): string | undefined {
  const key = typed?.['form_key']
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : undefined
}

/** The problems of a refused form as links to their fields. Rendered with `autofocus`, so it is read out first. */
export function ProblemSummary({ filled }: { filled: Filled }) {
  const problems = Object.entries(filled.problems ?? {})
  if (problems.length === 0) return null
  return (
    <div class="problems" role="alert" tabindex={-1} autofocus>
      <h2>
        <Icon name="circle-alert" size={20} /> {uiWords(filled.language)('problems', { n: problems.length })}
      </h2>
      <ul>
        {problems.map(([field, words]) => (
          <li>{field ? <a href={`#${fieldId(field)}`}>{words}</a> : words}</li>
        ))}
      </ul>
    </div>
  )
}

/** The id of a field, for links from elsewhere on the page. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]/g, '-')}`
}

export function typedText(filled: Filled, name: string, otherwise = ''): string {
  const value = filled.typed?.[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? otherwise)
}

export function typedAll(filled: Filled, name: string, otherwise: string[] = []): string[] {
  if (!filled.typed) return otherwise
  const value = filled.typed[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

export interface FieldProps {
  filled: Filled
  name: string
  label: Child
  hint?: Child
  /** Marked in words when left out may be; most fields ask for something. */
  optional?: boolean
}

/** What ties a control to its label, hint and problem for those who listen. */
export function controlProps({ filled, name, hint, optional }: FieldProps) {
  const id = fieldId(name)
  const problem = filled.problems?.[name]
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': problem ? ('true' as const) : undefined,
    required: optional ? undefined : true,
  }
}

export function Label({ filled, name, label, optional }: FieldProps) {
  return (
    <label class="label" for={fieldId(name)}>
      {label} {optional && <OptionalMark language={filled.language} />}
    </label>
  )
}

export function OptionalMark({ language }: { language: Language }) {
  return <span class="optional">({uiWords(language)('optional')})</span>
}

export function HintAndProblem({ filled, name, hint }: FieldProps) {
  const problem = filled.problems?.[name]
  return (
    <>
      {hint && (
        <p class="hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${fieldId(name)}-problem`}>
          <Icon name="circle-alert" size={18} /> <span class="sr">{uiWords(filled.language)('error')}</span> {problem}
        </p>
      )}
    </>
  )
}

interface ButtonProps {
  children: Child
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  name?: string
  value?: string
  /** Sends the form elsewhere than its own action. */
  formaction?: string
  class?: string
}

export function Button({ children, kind = 'primary', name, value, formaction, class: more }: ButtonProps) {
  return (
    <button
      class={`button button-${kind}${more ? ` ${more}` : ''}`}
      type="submit"
      name={name}
      value={value}
      formaction={formaction}
    >
      {children}
    </button>
  )
}

interface ButtonFormProps {
  language: Language
  action: string
  sends?: Record<string, string>
  kind?: NonNullable<ButtonProps['kind']>
  children: Child
}

/** A form with nothing to fill in: what it sends is known, and its button says what happens. */
export function ButtonForm({ language, action, sends = {}, kind = 'primary', children }: ButtonFormProps) {
  return (
    <Form filled={{ language }} action={action}>
      {Object.entries(sends).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="actions">
        <Button kind={kind}>{children}</Button>
      </div>
    </Form>
  )
}

/** A link that looks like a button, for going somewhere rather than changing something. */
export function ButtonLink({
  href,
  children,
  kind = 'plain',
}: {
  href: string
  children: Child
  kind?: ButtonProps['kind']
}) {
  return (
    <a class={`button button-${kind}`} href={href}>
      {children}
    </a>
  )
}
