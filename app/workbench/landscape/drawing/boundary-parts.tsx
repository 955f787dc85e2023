import type { Language } from '../../../platform/i18n/language.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { pathIn, type Visit } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { AddLink, ChangeLink, Listed } from './change-links.tsx'
import { drawingWords } from './drawing-words.ts'
import { sidesOf } from './person-queries.ts'

/** The sides of one boundary, to be changed where they stand; only the team sees it here. */
export async function BoundaryParts(props: { visit: Visit; language: Language; boundary: string }) {
  const { visit, language, boundary } = props
  const { tx, landscape } = visit
  if (!mayDraw(landscape)) return null
  const say = drawingWords(language)
  const sides = await sidesOf(tx, landscape.id, boundary)
  const here = { say, landscape, may: true }
  return (
    <>
      <Listed title={say('edit_boundary')} empty={say('person_nothing')}>
        {sides.map((side) => (
          <li id={side.id}>
            {side.name}
            <ChangeLink {...here} kind="side" id={side.id} of={side.name} />
          </li>
        ))}
      </Listed>
      <AddLink {...here} kind="side" said={{ boundary }} />
      <AddLink {...here} kind="standing" on={boundary} />
      <p class="actions">
        <ButtonLink href={pathIn(landscape, 'drawing', 'boundary', boundary)}>
          {say('change', { kind: 'boundary' })}
        </ButtonLink>
      </p>
    </>
  )
}
