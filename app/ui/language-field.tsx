import { languageNames, languages } from '../platform/i18n/language.ts'
import { Select } from './fields.tsx'
import type { FieldProps } from './form.tsx'

/** One of the languages of the product, each called by its own name. */
export function LanguageField(props: Omit<FieldProps, 'name'> & { value: string }) {
  const choices = languages.map((one) => ({ value: one, label: languageNames[one] }))
  return <Select {...props} name="language" choices={choices} />
}
