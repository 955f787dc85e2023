import type { Language } from '../../../platform/i18n/language.ts'
import { CheckGroup } from '../../../ui/fields.tsx'
import type { Homeless } from '../formats/reading.ts'
import { bringWords } from './bring-words.ts'

interface NoHomeProps {
  language: Language
  homeless: readonly Homeless[]
  keep: readonly string[]
}

/** Headings listed on the page; the number of the rest is said. */
const mostListed = 60

/** What the files say that has no home among our words: how often, of what, for example; and the offer to keep it all the same. */
export function NoHome({ language, homeless, keep }: NoHomeProps) {
  const say = bringWords(language)
  const offered = homeless.filter(({ of }) => of !== null)
  const others = homeless.filter(({ of }) => of === null)
  const headings = [...new Set([...keep, ...offered.map(({ field }) => field)])]
  if (headings.length === 0 && others.length === 0) return null
  const hintOf = (heading: string) => {
    const found = offered.filter(({ field }) => field === heading)
    return found.length === 0
      ? say('no_home_kept')
      : found.map(({ of, count, example }) => say('no_home_of', { of: of!, n: count, example })).join(' ')
  }
  return (
    <section class="stack-small" id="no-home">
      {headings.length > 0 && (
        <CheckGroup
          filled={{ language }}
          name="keep"
          label={say('no_home_title')}
          hint={say('no_home_lead')}
          values={[...keep]}
          choices={headings.slice(0, mostListed).map((heading) => ({
            value: heading,
            label: <bdi>{heading}</bdi>,
            hint: <bdi>{hintOf(heading)}</bdi>,
          }))}
          optional
        />
      )}
      {headings.length > mostListed && <p>{say('more_problems', { n: headings.length - mostListed })}</p>}
      {others.length > 0 && (
        <>
          <p>{say('no_home_nowhere')}</p>
          <ul>
            {others.slice(0, mostListed).map(({ file, field, count, example }) => (
              <li>
                <bdi>{say('no_home_in', { file, field, n: count, example })}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
