import { uuidv7 } from '../../app/platform/uuid.ts'
import type { BroughtGuests } from '../../app/site/events/guests/bring-guests.ts'
import { theCast } from './the-cast.ts'

type Question = BroughtGuests['questions'][number]

const captions: Question = {
  id: 'captions',
  kind: 'yes-no',
  words: 'Do the subtitles in Portuguese help you?',
  choices: [],
  required: false,
}
const hear: Question = {
  id: 'hearing',
  kind: 'long',
  words: 'What would you like to hear about?',
  choices: [],
  required: false,
}
const need: Question = {
  id: 'needs',
  kind: 'long',
  words: 'What do you need, so that you can take part? Language, hearing, seeing, somebody to care for',
  choices: [],
  required: false,
}

const wishes = [
  'How you begin where nobody knows you',
  'What you stopped doing',
  'Who pays for the bread',
  'How long it takes until the first table',
]

/** Guests of the open evening (room is left) and of the reading circle (full, and three wait). Nobody of them exists. */
export function siteGuests(): BroughtGuests[] {
  return [
    {
      slug: 'open-evening-what-is-systems-convening',
      questions: [captions, hear],
      guests: called(41, 41, (nth) => ({
        [captions.id]: nth % 3 === 0 ? 'yes' : 'no',
        ...(nth % 5 === 0 && { [hear.id]: wishes[(nth / 5) % wishes.length]! }),
      })),
    },
    {
      slug: 'handbook-reading-circle-chapter-4',
      questions: [need],
      guests: called(
        27,
        24,
        (nth): Record<string, string> => (nth === 4 ? { [need.id]: 'I read with a screen reader' } : {}),
      ),
    },
  ]
}

/** The cast by their first names, as they like to be called, and then others. */
function called(
  all: number,
  places: number,
  answers: (nth: number) => Record<string, string>,
): BroughtGuests['guests'] {
  const others = [
    'Ana',
    'Rui',
    'Inês',
    'Marta',
    'Paulo',
    'Lena',
    'Joaquim',
    'Noa',
    'Duarte',
    'Celeste',
    'Iker',
    'Maud',
    'Tiago',
    'Elsa',
  ]
  const names = [...theCast.map(({ name }) => name.split(' ')[0]!), ...others]
  return Array.from({ length: all }, (_, nth) => ({
    id: uuidv7(),
    state: nth < places ? 'comes' : 'waits',
    name: names[nth % names.length]!,
    email: `guest-${nth + 1}@example.org`,
    answers: answers(nth),
  }))
}
