import type { Language } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import type { Landscape } from '../landscape/landscape.ts'
import { mayDraw } from '../landscape/landscape-policy.ts'
import { pathIn } from '../visit.tsx'
import { pageWords } from './page-words.ts'

/** What stands where openings would be while nobody is drawn: what they are read from, and where to begin. */
export function NobodyYet({ language, landscape }: { language: Language; landscape: Landscape }) {
  const say = pageWords(language)
  return (
    <EmptyState title={say('nobody_title')} icon="binoculars">
      <p>{say('nobody')}</p>
      {mayDraw(landscape) && (
        <ButtonLink href={pathIn(landscape, 'sketch', 'people')} kind="primary">
          {say('begin_sketch')}
        </ButtonLink>
      )}
    </EmptyState>
  )
}
