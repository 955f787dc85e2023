import { ChangeLink, type LinkProps, Listed } from './change-links.tsx'
import { optionKey } from './thing-fields.tsx'

type Here = Omit<LinkProps, 'kind'>

/** Where somebody or a practice stands, each to be changed. */
export function Standings({ standings, ...here }: Here & { standings: readonly Stood[] }) {
  const { say } = here
  return (
    <Listed title={say('person_standings')} empty={say('person_nothing')}>
      {standings.map((one) => (
        <li id={one.id}>
          {say('side_choice', { boundary: one.boundaryName, side: one.side ?? say('side_unknown') })}
          <ChangeLink {...here} kind="standing" id={one.id} of={one.boundaryName} />
        </li>
      ))}
    </Listed>
  )
}

/** What somebody or a practice cares for, offers and seeks, each to be changed. */
export function Concerns({ concerns, ...here }: Here & { concerns: readonly Cared[] }) {
  const { say } = here
  return (
    <Listed title={say('person_concerns')} empty={say('person_nothing')}>
      {concerns.map((one) => (
        <li id={one.id}>
          “{one.words}” <span class="caption muted">{say(optionKey(one.kind))}</span>
          <ChangeLink {...here} kind="concern" id={one.id} of={one.words} />
        </li>
      ))}
    </Listed>
  )
}

interface Stood {
  id: string
  boundaryName: string
  side: string | null
}

interface Cared {
  id: string
  words: string
  kind: 'cares' | 'offers' | 'seeks'
}
