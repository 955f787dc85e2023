import { type Sent, textOf } from '../../../platform/http/body.ts'
import { TextArea } from '../../../ui/fields.tsx'
import type { Filled } from '../../../ui/form.tsx'
import { type CareAnswers, careQuestions, longestAnswer } from './care-check.ts'
import { careWords } from './care-words.ts'

/** The name of the field in which a question is answered. */
function fieldOf(question: keyof CareAnswers): string {
  return `care_${question}`
}

/** The five questions, each with its field. */
export function CareFields({ filled, answers }: { filled: Filled; answers?: CareAnswers | undefined }) {
  const say = careWords(filled.language)
  return (
    <>
      {careQuestions.map((question) => (
        <TextArea
          filled={filled}
          name={fieldOf(question)}
          label={say(`q_${question}`)}
          hint={say(`q_${question}_hint`)}
          value={answers?.[question] ?? ''}
          rows={3}
          maxlength={longestAnswer}
          voice="reading"
        />
      ))}
    </>
  )
}

/** What a form answered; a question that was left is empty. */
export function answersIn(sent: Sent): CareAnswers {
  const answer = (question: keyof CareAnswers) => textOf(sent, fieldOf(question)).slice(0, longestAnswer)
  return {
    harm: answer('harm'),
    asked: answer('asked'),
    lookingOn: answer('lookingOn'),
    keeping: answer('keeping'),
    stopping: answer('stopping'),
  }
}

/** Which questions were left, by field, in words. */
export function leftOpen(language: Filled['language'], answers: CareAnswers): Record<string, string> {
  const say = careWords(language)
  const left = careQuestions.filter((question) => answers[question].trim() === '')
  return Object.fromEntries(
    left.map((question) => [fieldOf(question), say('left_open', { question: say(`q_${question}`) })]),
  )
}
