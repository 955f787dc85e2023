import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContactPlace } from '../../app/site/contact/contact-place.ts'
import type { Supporter } from '../../app/site/supporters/supporters.ts'

/** A logo that was drawn for the example: its file under `db/seeds/site/logos`, and what is to be seen on it. */
interface DrawnLogo {
  file: string
  alt: string
}

/** Who supports the example. All three are invented, so none has an entry in a registry. */
export const supportersOfTheExample: readonly (Omit<Supporter, 'id' | 'logo'> & { logo: DrawnLogo })[] = [
  {
    position: 1,
    shown: true,
    name: 'Fundação Pinheiro de Três Ramos',
    url: null,
    gives: 'The half post, for three years, and the bread.',
    grantId: 'FPTR 2026/014',
    ror: null,
    logo: { file: 'three-branches.svg', alt: 'Pine whose trunk parts in three, each branch with a crown of its own' },
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
    logo: { file: 'second-gate.svg', alt: 'Gate within a gate, and the inner one stands half open' },
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
    logo: { file: 'slow-ford.svg', alt: 'Four stones to step on between two slow waves' },
    chapters: [],
  },
]

/** A logo of the example as SVG. `root`: the folder of the program. */
export function readLogo(root: string, { file }: DrawnLogo): Promise<string> {
  return readFile(join(root, 'db/seeds/site/logos', file), 'utf8')
}

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
  zone: 'Europe/Lisbon',
}
