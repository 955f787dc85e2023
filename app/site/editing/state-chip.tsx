import type { Language } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import type { WritingState } from './editing-queries.ts'
import { editingWords } from './editing-words.ts'

const looks = {
  draft: { icon: 'pencil' },
  scheduled: { icon: 'calendar-days', tone: 'river' },
  shown: { icon: 'circle-check', tone: 'tent' },
  'taken-down': { icon: 'eye-off', tone: 'madder' },
} as const

interface StateProps {
  language: Language
  state: WritingState
  shownAt: Date | null
  zone: string
}

/** In a word and a sign, who can read it; of what is scheduled, from when on. */
export function StateChip({ language, state, shownAt, zone }: StateProps) {
  const say = editingWords(language)
  if (state !== 'scheduled' || !shownAt) return <Chip {...looks[state]}>{say(`state_${state}`)}</Chip>
  return <Chip {...looks.scheduled}>{say('shown_from', { moment: writeMoment(language, shownAt, zone), zone })}</Chip>
}
