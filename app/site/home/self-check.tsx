import type { Language } from '../../platform/i18n/language.ts'
import { siteWords } from './site-words.ts'

/**
 * Statements to tick for oneself. No names, and a form that by its method goes nowhere: there is nothing that could be sent, and the
 * browser is asked to forget, which only a form can ask of it for boxes. What is said back stands on the page from the beginning, and the
 * stylesheet shows the one that fits.
 */
export function SelfCheck({ statements, language }: { statements: string[]; language: Language }) {
  const say = siteWords(language)
  return (
    <form method="dialog" autocomplete="off">
      <fieldset class="self-check" lang={language}>
        <legend class="sr">{say('check_legend')}</legend>
        {statements.map((statement, nth) => (
          <>
            <input type="checkbox" id={`check-${nth + 1}`} />
            <label for={`check-${nth + 1}`}>{statement}</label>
          </>
        ))}
        <div class="self-check-said" role="status">
          {(['none', 'few', 'some', 'many'] as const).map((many) => (
            <p class={`said-${many}`}>{say(`check_${many}`)}</p>
          ))}
        </div>
      </fieldset>
    </form>
  )
}
