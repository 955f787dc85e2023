import type { ContactPlace } from '../../app/site/contact/contact-place.ts'
import type { Supporter } from '../../app/site/supporters/supporters.ts'

/** Who supports the example. All three are invented, so none has an entry in a registry. */
export const supportersOfTheExample: readonly Omit<Supporter, 'id'>[] = [
  {
    position: 1,
    shown: true,
    name: 'Fundação Pinheiro de Três Ramos',
    url: null,
    gives: 'The half post, for three years, and the bread.',
    grantId: 'FPTR 2026/014',
    ror: null,
    logo: null,
    chapters: ['hosting'],
  },
  {
    position: 2,
    shown: true,
    name: 'The Second Gate Trust',
    url: null,
    gives: 'Lost days: whoever leaves work to come to a table is paid for it.',
    grantId: 'SGT-C-0231',
    ror: null,
    logo: null,
    chapters: ['an-invitation-each-side-can-say-yes-to', 'hosting'],
  },
  {
    position: 3,
    shown: true,
    name: 'Fondation du Gué Lent',
    url: null,
    gives: 'Interpreters, the fares of the bus, and this handbook.',
    grantId: 'GL 26-07',
    ror: null,
    logo: null,
    chapters: [],
  },
]

/** Where the example can be found: an invented street, and a number that nobody has. */
export const placeOfTheExample: Omit<ContactPlace, 'id'> = {
  position: 1,
  shown: true,
  organization: 'Associação Ecótono da Costa',
  street: 'Rua da Ponte Velha',
  postalCode: '',
  locality: 'Sesimbra',
  country: 'PT',
  email: 'hello@example.org',
  phone: '+351 000 000 000',
}
