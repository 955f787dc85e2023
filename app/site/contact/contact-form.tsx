import { EmailField, TextArea, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { LeaveEmpty } from '../../ui/leave-empty.tsx'
import { contactWords } from './contact-words.ts'

/** The form that fills the inbox. `opened` is the closed time at which it was given out. */
export function ContactForm({ filled, opened }: { filled: Filled; opened: string }) {
  const say = contactWords(filled.language)
  return (
    <section class="contact-form" id="write" aria-labelledby="write-title" lang={filled.language}>
      <h2 id="write-title">{say('write')}</h2>
      <Form filled={filled} action="/contact">
        <input type="hidden" name="opened" value={opened} />
        <TextField filled={filled} name="name" label={say('your_name')} optional autocomplete="name" maxlength={120} />
        <EmailField
          filled={filled}
          name="email"
          label={say('your_email')}
          hint={say('your_email_hint')}
          autocomplete="email"
        />
        <TextField filled={filled} name="subject" label={say('subject')} optional maxlength={150} />
        <TextArea filled={filled} name="words" label={say('words')} rows={8} maxlength={8000} voice="reading" />
        <LeaveEmpty language={filled.language} />
        <p class="caption">{say('kept_how_long')}</p>
        <p class="actions">
          <Button>{say('send')}</Button>
        </p>
      </Form>
    </section>
  )
}
