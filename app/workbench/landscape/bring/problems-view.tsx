import type { Language } from '../../../platform/i18n/language.ts'
import { Message } from '../../../ui/note.tsx'
import type { Problem, Severity } from '../formats/problem.ts'
import { problemWithPlace, severityWords } from '../formats/problem-words.ts'
import { bringWords } from './bring-words.ts'

/** Most problems listed on the page; the number of the rest is said. */
const mostListed = 200

const severities: Severity[] = ['refused-file', 'refused-row', 'notice']

interface ProblemsProps {
  language: Language
  problems: Problem[]
  /** how many there are of each severity where not all are told one by one */
  found: Record<Severity, number> | null
}

export function Problems({ language, problems, found }: ProblemsProps) {
  const say = bringWords(language)
  if (problems.length === 0) return null
  const countOf = (severity: Severity) =>
    found?.[severity] ?? problems.filter((problem) => problem.severity === severity).length
  return (
    <section class="stack-small">
      <h2>{say('problems_title', { n: countOf('refused-row') + countOf('refused-file') })}</h2>
      {severities.map((severity) => {
        const these = problems.filter((problem) => problem.severity === severity)
        if (these.length === 0) return null
        const listed = these.slice(0, mostListed)
        return (
          <details class="well" open={severity !== 'notice'}>
            <summary>
              <strong>{severityWords(severity, language)}</strong> ({countOf(severity)})
            </summary>
            <ul>
              {listed.map((problem) => (
                <li>
                  <bdi>{problemWithPlace(problem, language)}</bdi>
                </li>
              ))}
            </ul>
            {countOf(severity) > listed.length && (
              <p>{say('more_problems', { n: countOf(severity) - listed.length })}</p>
            )}
          </details>
        )
      })}
    </section>
  )
}

export function WhyUnreadable({ language, problem }: { language: Language; problem: Problem }) {
  return (
    <Message language={language} kind="problem">
      {problemWithPlace(problem, language)}
    </Message>
  )
}
