import { writeDay } from '../../platform/i18n/numbers.ts'
import type { HeldAboutMe, HeldTie, SaidKind } from './held-queries.ts'
import type { heldWords } from './held-words.ts'

type Say = ReturnType<typeof heldWords>
type Words = (say: Say, held: HeldAboutMe, id: string) => string | undefined

/** How each kind of thing that is said about somebody reads, on the page of everything and where it is taken away. */
const inWords: Record<SaidKind, Words> = {
  labels: (_, { labels }) => labels.map((label) => `“${label}”`).join(', ') || undefined,
  group: (_, { groups }, id) => groups.find((one) => one.id === id)?.name,
  side: (say, { sides }, id) => {
    const found = sides.find((one) => one.id === id)
    if (!found) return undefined
    const { boundary, side } = found
    return side === null ? say('side_unknown', { boundary }) : say('side_on', { boundary, side })
  },
  tie: (say, { ties }, id) => {
    const found = ties.find((one) => one.id === id)
    return found && tieInWords(say, found)
  },
  concern: (say, { concerns }, id) => {
    const found = concerns.find((one) => one.id === id)
    return found && say(`concern_${found.kind}`, { words: found.words })
  },
  field: (_, { fields }, id) => {
    const found = fields.find((one) => one.id === id)
    return found && writeFields(found.fields)
  },
  answer: (say, { answers }, id) => {
    const found = answers.find((one) => one.id === id)
    return found && answerInWords(say, found)
  },
  word: (say, { words }, id) => {
    const found = words.find((one) => one.id === id)
    if (!found) return undefined
    const { about, practice, wouldCome } = found
    return say('word_line', { who: about ?? say('somebody'), practice, would: String(wouldCome) })
  },
  claim: (say, { claims }, id) => {
    const found = claims.find((one) => one.id === id)
    return found && say('claim_line', { practice: found.practice })
  },
  seat: (say, { seats }, id) => {
    const found = seats.find((one) => one.id === id)
    return found && say('seat_line', { space: found.name, role: found.role, state: found.state.replaceAll(' ', '_') })
  },
}

/** One thing that is said about somebody, in words; null when nothing of that kind and id is held. */
export function saidInWords(say: Say, held: HeldAboutMe, kind: SaidKind, id: string): string | null {
  return inWords[kind](say, held, id) ?? null
}

/** Since when they say that this one thing is wrong; null where they do not. */
export function wrongSince({ groups, sides, ties, concerns }: HeldAboutMe, id: string): string | null {
  return [...groups, ...sides, ...ties, ...concerns].find((one) => one.id === id)?.wrong ?? null
}

function writeFields(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ')
}

function tieInWords(say: Say, { says, kind, outward, with: other }: HeldTie): string {
  const who = other ?? say('somebody')
  if (says === 'no') return say('tie_no', { who })
  if (kind === 'talks' || kind === 'works' || kind === 'conflict') return say(`tie_${kind}`, { who })
  return say(`tie_${kind}_${outward ? 'out' : 'in'}`, { who })
}

function answerInWords(say: Say, { question, about, answered }: HeldAboutMe['answers'][number]): string {
  const words = question === 'ties' ? say('question_ties') : question
  const asked = about === null ? words : `${words} (${about})`
  return answered === null
    ? say('answer_open', { question: asked })
    : say('answer_given', { question: asked, day: writeDay(say.language, answered) })
}
