import type { Language } from '../../platform/i18n/language.ts'
import { peopleWords } from '../people-words.ts'

/** A button that asks the device for a passkey; there only where a browser can. */
export function UsePasskey({ language, next, at }: { language: Language; next: string; at: string }) {
  const say = peopleWords(language)
  return (
    <use-passkey data-at={at} data-next={next}>
      <div class="stack-small" hidden>
        <p class="problem" role="alert" hidden>
          {say('passkey_did_not_fit')}
        </p>
        <p class="actions">
          <button class="button button-plain" type="button">
            {say('passkey_use')}
          </button>
        </p>
      </div>
    </use-passkey>
  )
}
