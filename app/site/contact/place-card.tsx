import type { Language } from '../../platform/i18n/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { type ContactPlace, dialled } from './contact-place.ts'
import { contactWords } from './contact-words.ts'

/** The place as a card that people read and programs understand (h-card), with a file for the address book. */
export function PlaceCard({ place, language }: { place: ContactPlace; language: Language }) {
  const say = contactWords(language)
  const { organization, street, postalCode, locality, country, email, phone } = place
  return (
    <section class="place-card h-card" aria-label={say('card')}>
      <p class="p-name p-org">{organization}</p>
      <p class="p-adr h-adr">
        {street && <span class="p-street-address">{street}</span>}
        {(postalCode || locality) && (
          <span>
            {postalCode && <span class="p-postal-code">{postalCode}</span>} <span class="p-locality">{locality}</span>
          </span>
        )}
        {country && <span class="p-country-name">{nameOf(country, language)}</span>}
      </p>
      <p class="place-ways">
        {email && (
          <a class="u-email" href={`mailto:${email}`}>
            <Icon name="mail" size={18} /> {email}
          </a>
        )}
        {phone && (
          <a class="p-tel" href={`tel:${dialled(phone)}`}>
            <span class="sr">{say('phone')}: </span>
            {phone}
          </a>
        )}
        <a href="/contact/contact.vcf">
          <Icon name="download" size={18} /> {say('card_file')}
        </a>
      </p>
    </section>
  )
}

function nameOf(country: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country) ?? country
}
