import type { Language } from '../../../platform/i18n/language.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { pathIn, type Visit } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { AddLink, ChangeLink, Listed } from './change-links.tsx'
import { drawingWords } from './drawing-words.ts'
import { drawnOfPractice } from './person-queries.ts'
import { Concerns, Standings } from './said-of.tsx'

/** What is drawn of one practice, to be changed where it stands; only the team sees it here. */
export async function PracticeParts(props: { visit: Visit; language: Language; practice: string }) {
  const { visit, language, practice } = props
  const { tx, landscape } = visit
  if (!mayDraw(landscape)) return null
  const say = drawingWords(language)
  const drawn = await drawnOfPractice(tx, landscape.id, practice)
  const here = { say, landscape, may: true }
  return (
    <>
      <Listed title={say('members')} empty={say('person_nothing')}>
        {drawn.members.map((one) => (
          <li id={one.id}>
            <a href={pathIn(landscape, 'people', one.person)}>{one.name ?? say('nameless')}</a>
            <ChangeLink {...here} kind="membership" id={one.id} of={one.name ?? say('nameless')} />
          </li>
        ))}
      </Listed>
      <AddLink {...here} kind="person" said={{ practice }} />
      <AddLink {...here} kind="membership" said={{ practice }} label={say('add_member')} />
      <Standings {...here} standings={drawn.standings} />
      <AddLink {...here} kind="standing" said={{ practice }} />
      <Concerns {...here} concerns={drawn.concerns} />
      <AddLink {...here} kind="concern" said={{ practice }} />
      <p class="actions">
        <ButtonLink href={pathIn(landscape, 'drawing', 'practice', practice)}>
          {say('change', { kind: 'practice' })}
        </ButtonLink>
      </p>
    </>
  )
}
