import type { Language } from '../../../platform/i18n/language.ts'
import type { Written } from '../editing-queries.ts'
import { editingWords } from '../editing-words.ts'
import { compareWords, type Passage, type Stretch } from './compare-words.ts'

interface ComparedProps {
  language: Language
  older: Written
  newer: Written
  /** the language the texts are in */
  lang: Language
  /** stands right under the title of its page, and not in a part of it */
  isUnderTitle?: boolean
}

/** Lines that stay in sight around a change, so that one knows where it is. */
const around = 2

/**
 * What changed, in the text itself: what was taken out is struck through between brackets with a minus, what came in is underlined between brackets with a plus, so that
 * nothing hangs on a colour, and both are named for those who listen.
 */
export function Compared({ language, older, newer, lang, isUnderTitle }: ComparedProps) {
  const say = editingWords(language)
  const parts = (['title', 'summary', 'words'] as const)
    .map((part) => ({ part, passages: compareWords(older[part], newer[part]) }))
    .filter(({ passages }) => passages.some(({ kind }) => kind === 'changed'))
  if (parts.length === 0) return <p>{say('no_difference')}</p>
  return (
    <div class="stack">
      {parts.map(({ part, passages }) => (
        <section class="stack-small">
          {isUnderTitle ? <h2>{say(part)}</h2> : <h3>{say(part)}</h3>}
          <div class="compared" lang={lang}>
            {passages.map((passage, nth) =>
              passage.kind === 'changed' ? (
                <Changed language={language} stretches={passage.stretches} />
              ) : (
                <Unchanged
                  language={language}
                  passage={passage}
                  isFirst={nth === 0}
                  isLast={nth === passages.length - 1}
                />
              ),
            )}
          </div>
        </section>
      ))}
    </div>
  )
}

function Changed({ language, stretches }: { language: Language; stretches: Stretch[] }) {
  const say = editingWords(language)
  return (
    <p class="compared-change">
      {stretches.map(({ kind, text }) => {
        if (kind === 'same') return text
        const mark = <span class="sr">{say(kind)} </span>
        return kind === 'added' ? (
          <ins>
            {mark}
            {text || '¶'}
          </ins>
        ) : (
          <del>
            {mark}
            {text || '¶'}
          </del>
        )
      })}
    </p>
  )
}

type Same = Extract<Passage, { kind: 'same' }>

function Unchanged(props: { language: Language; passage: Same; isFirst: boolean; isLast: boolean }) {
  const { lines } = props.passage
  const head = props.isFirst ? 0 : around
  const tail = props.isLast ? 0 : around
  const left = lines.length - head - tail
  if (left < 2) return <p class="compared-same">{lines.join('\n')}</p>
  return (
    <>
      {head > 0 && <p class="compared-same">{lines.slice(0, head).join('\n')}</p>}
      <p class="compared-left-out" lang={props.language}>
        {editingWords(props.language)('unchanged_lines', { n: left })}
      </p>
      {tail > 0 && <p class="compared-same">{lines.slice(-tail).join('\n')}</p>}
    </>
  )
}
