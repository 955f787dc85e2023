/** Where whoever is behind the site can be found. */
export interface ContactPlace {
  id: string
  position: number
  /** read by anybody; else it is being prepared */
  shown: boolean
  organization: string
  street: string
  postalCode: string
  locality: string
  /** ISO 3166, such as PT */
  country: string | null
  email: string | null
  /** as it is to be read: `+351 000 000 000` */
  phone: string | null
  /** the time zone it lies in, such as Europe/Lisbon: by its clocks the site goes */
  zone: string | null
}

/** A number as telephones take it (E.164), such as +351000000000; null when it cannot be one. */
export function dialled(phone: string): string | null {
  const number = phone.trim().replace(/[\s().-]/g, '')
  return /^\+[1-9][0-9]{6,14}$/.test(number) ? number : null
}

/** The place as a vCard (RFC 6350, version 4.0), for address books. Lines end as the format wants, folded at 75 bytes. */
export function writeCard(place: ContactPlace, url: string): string {
  const { organization, street, locality, postalCode, country, email, phone, zone } = place
  const number = phone && dialled(phone)
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:org',
    `FN:${escaped(organization)}`,
    `ORG:${escaped(organization)}`,
    ...(street || locality
      ? [`ADR;TYPE=work:;;${[street, locality, '', postalCode, country ?? ''].map(escaped).join(';')}`]
      : []),
    ...(email ? [`EMAIL;TYPE=work:${escaped(email)}`] : []),
    ...(number ? [`TEL;VALUE=uri;TYPE="work,voice":tel:${number}`] : []),
    ...(zone ? [`TZ:${escaped(zone)}`] : []),
    `URL:${url}`,
    `UID:urn:uuid:${place.id}`,
    'END:VCARD',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n|\r/g, '\\n')
}

/** Long lines go on after a line break and a space, and no letter is cut in two. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (bytes + size > 74) {
      pieces.push(piece)
      piece = ''
      bytes = 1
    }
    piece += letter
    bytes += size
  }
  return [...pieces, piece].join('\r\n ')
}

/** The place after schema.org. */
export function structuredPlace(place: ContactPlace): Record<string, unknown> {
  const { organization, street, locality, postalCode, country, email, phone } = place
  return {
    '@type': 'Organization',
    name: organization,
    ...(email && { email }),
    ...(phone && { telephone: dialled(phone) }),
    address: {
      '@type': 'PostalAddress',
      ...(street && { streetAddress: street }),
      ...(postalCode && { postalCode }),
      ...(locality && { addressLocality: locality }),
      ...(country && { addressCountry: country }),
    },
  }
}
