import type { PeopleLine } from '../people-line.ts'
import { pathIn } from '../visit.tsx'
import { maySeeTeam } from './team-policy.ts'
import { teamOf } from './team-queries.ts'
import { teamWords } from './team-words.ts'

/** The ways from the page "People" to the team and to the lock. */
export const teamLines: readonly PeopleLine[] = [
  {
    part: 'team',
    async shown({ tx, landscape }, language) {
      if (!maySeeTeam(landscape)) return null
      const say = teamWords(language)
      const text = say('team_line', { n: (await teamOf(tx, landscape)).length })
      return { href: pathIn(landscape, 'people', 'team'), icon: 'users', title: say('team_title'), text }
    },
  },
  {
    part: 'safety',
    shown({ landscape }, language) {
      if (!maySeeTeam(landscape)) return null
      const say = teamWords(language)
      return {
        href: pathIn(landscape, 'people', 'lock'),
        icon: 'lock',
        title: say('lock_title'),
        text: say('lock_line'),
      }
    },
  },
]
