import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { zoneMeant } from '../../platform/i18n/zone.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { Check, EmailField, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { type ContactPlace, dialled } from './contact-place.ts'
import { contactWords } from './contact-words.ts'
import { keepPlace, listEveryPlace } from './place-queries.ts'

/** `GET /contact/details`, for editors: where one can be found, as data. */
export function showPlaceForm(c: Context, tx: Tx): Promise<Response> {
  return formPage(c, tx, { language: languageOf(c) })
}

/** `POST /contact/details`. */
export async function changePlace(c: Context, tx: Tx): Promise<Response> {
  const typed = await readForm(c)
  const language = languageOf(c)
  const read = readPlace(typed, language)
  if (read.kind === 'problems') return formPage(c, tx, { language, typed, problems: read.problems })
  const [first] = await listEveryPlace(tx)
  await keepPlace(tx, { ...read.place, id: first?.id ?? uuidv7() })
  return c.redirect('/contact', 303)
}

function readPlace(
  typed: Sent,
  language: Language,
): { kind: 'read'; place: Omit<ContactPlace, 'id'> } | { kind: 'problems'; problems: Problems } {
  const say = contactWords(language)
  const text = (name: string, most: number) => textOf(typed, name).trim().slice(0, most)
  const [organization, email, phone] = [text('organization', 201), text('email', 255), text('phone', 40)]
  const country = text('country', 10).toUpperCase()
  const zone = zoneMeant(text('zone', 61))
  const problems: Problems = {}
  if (organization === '' || organization.length > 200) problems['organization'] = say('organization_problem')
  if (email !== '' && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email)) problems['email'] = say('email_problem')
  if (phone !== '' && (!dialled(phone) || !/^\+[0-9 ().-]{7,30}$/.test(phone))) problems['phone'] = say('phone_problem')
  if (country !== '' && !/^[A-Z]{2}$/.test(country)) problems['country'] = say('country_problem')
  if (text('zone', 61) !== '' && !zone) problems['zone'] = say('zone_problem', { zone: text('zone', 61) })
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }
  return {
    kind: 'read',
    place: {
      position: 1,
      shown: textOf(typed, 'shown') === 'yes',
      organization,
      street: text('street', 200),
      postalCode: text('postal_code', 20),
      locality: text('locality', 120),
      country: country === '' ? null : country,
      email: email === '' ? null : email,
      phone: phone === '' ? null : phone,
      zone,
    },
  }
}

async function formPage(c: Context, tx: Tx, filled: Filled): Promise<Response> {
  const say = contactWords(filled.language)
  const [place] = await listEveryPlace(tx)
  const field = (name: string, value: string | null | undefined) => ({ filled, name, value: value ?? '' })
  return page(
    c,
    { title: say('details_title'), status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('details_title')}</h1>
      <p>{say('details_lead')}</p>
      <Form filled={filled} action="/contact/details">
        <TextField {...field('organization', place?.organization)} label={say('organization')} maxlength={200} />
        <TextField {...field('street', place?.street)} label={say('street')} maxlength={200} />
        <TextField
          {...field('postal_code', place?.postalCode)}
          label={say('postal_code')}
          maxlength={20}
          size="short"
        />
        <TextField {...field('locality', place?.locality)} label={say('locality')} maxlength={120} />
        <TextField
          {...field('country', place?.country)}
          label={say('country')}
          hint={say('country_hint')}
          maxlength={2}
          size="short"
        />
        <EmailField {...field('email', place?.email)} label={say('email')} />
        <TextField
          {...field('phone', place?.phone)}
          label={say('phone')}
          hint={say('phone_hint')}
          type="tel"
          maxlength={31}
        />
        <TextField
          {...field('zone', place?.zone)}
          label={say('zone')}
          hint={say('zone_hint')}
          maxlength={60}
          optional
        />
        <Check filled={filled} name="shown" label={say('shown')} checked={place?.shown ?? true} />
        <p class="actions">
          <Button>{say('keep')}</Button>
          <a href="/contact">{say('to_contact')}</a>
        </p>
      </Form>
    </>,
  )
}
