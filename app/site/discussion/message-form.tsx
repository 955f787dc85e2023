import { EmailField, TextArea, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, ProblemSummary } from '../../ui/form.tsx'
import { LeaveEmpty } from '../../ui/leave-empty.tsx'
import { mostName, mostWords } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'

interface MessageFormProps {
  filled: Filled
  topicId: string
  /** the message it answers */
  answers?: string | null
  /** the closed time at which it was given out */
  opened: string
  /** whoever is signed in, with the name they may wish to be called by */
  writer: { name: string } | null
}

/** The form for a message. It stands on pages that are kept for anybody, so it has no key of its own. */
export function MessageForm({ filled, topicId, answers, opened, writer }: MessageFormProps) {
  const say = discussionWords(filled.language)
  return (
    <form class="form message-form" method="post" action={`/discussion/${topicId}/messages`} novalidate>
      <ProblemSummary filled={filled} />
      <input type="hidden" name="opened" value={opened} />
      {answers && <input type="hidden" name="answers" value={answers} />}
      <TextArea
        filled={filled}
        name="words"
        label={say('your_words')}
        hint={say('your_words_hint')}
        rows={5}
        maxlength={mostWords}
        voice="reading"
      />
      <div class="pair">
        <TextField
          filled={filled}
          name="name"
          label={say('your_name')}
          hint={say('your_name_hint')}
          value={writer?.name ?? ''}
          autocomplete="name"
          maxlength={mostName}
        />
        {!writer && (
          <EmailField
            filled={filled}
            name="email"
            label={say('your_email')}
            hint={say('your_email_hint')}
            autocomplete="email"
          />
        )}
      </div>
      <LeaveEmpty language={filled.language} />
      <p class="caption">
        {say('looked_at_first')} <a href="/discussion/rules">{say('rules_title')}</a>
      </p>
      <p class="actions">
        <Button>{say('send')}</Button>
      </p>
    </form>
  )
}
