import type { Language } from '../../../platform/i18n/language.ts'
import { importingWords } from '../importing-words.ts'
import type { Preview } from '../read-posts.ts'

/** What was said to the posts of a file: how much of it comes, what stays where it is and why, and what nobody brings. */
export function SaidPart({ language, preview }: { language: Language; preview: Pick<Preview, 'from' | 'said'> }) {
  const say = importingWords(language)
  const { coming, here, without, staying } = preview.said
  const lines = [
    ...(here > 0 ? [say('said_here', { n: here })] : []),
    ...[...staying].map(([reason, n]) => say(`said_${reason}`, { n })),
    ...(without > 0 ? [say('said_without', { n: without })] : []),
  ]
  return (
    <section class="stack-small" aria-labelledby="said">
      <h2 id="said">{say('said_title')}</h2>
      {preview.from === 'ghost' ? (
        <p>{say('said_ghost')}</p>
      ) : (
        <>
          <p>{say('said_coming', { n: coming })}</p>
          {lines.length > 0 && (
            <ul>
              {lines.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          )}
          {coming > 0 && <p class="muted">{say('said_kept')}</p>}
        </>
      )}
    </section>
  )
}
