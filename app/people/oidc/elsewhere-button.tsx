import type { Language } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { oidcWords } from './oidc-words.ts'
import type { Provider } from './provider.ts'

/** "Sign in with …", where whoever runs the instance named a provider. */
export function ElsewhereButton({
  provider,
  next,
  language,
}: {
  provider: Provider
  next: string
  language: Language
}) {
  return (
    <p class="actions">
      <ButtonLink href={`/sign-in/elsewhere?next=${encodeURIComponent(next)}`}>
        {oidcWords(language)('button', { name: provider.name })}
      </ButtonLink>
    </p>
  )
}
