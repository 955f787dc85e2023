import type { Language } from '../../app/platform/i18n/language.ts'
import type { DrawnLandscape, LandscapeAbout } from '../../app/workbench/landscape/drawn-landscape.ts'
import { drawBoundaries, drawStandings } from './arrabida-coast/boundaries.ts'
import { drawConcerns } from './arrabida-coast/concerns.ts'
import { drawConsents, drawKeepApart } from './arrabida-coast/consents.ts'
import { noDyads } from './arrabida-coast/dyads.ts'
import { drawLegitimacy } from './arrabida-coast/legitimacy.ts'
import { drawPractices } from './arrabida-coast/practices.ts'
import { drawRefusals, drawWithdrawnTie } from './arrabida-coast/refusals.ts'
import { drawMemberships, drawPeople, residents } from './arrabida-coast/residents.ts'
import { type Say, sayIn } from './arrabida-coast/say.ts'
import { drawInvitations, drawSpacePeople, drawSpaces } from './arrabida-coast/spaces.ts'
import { drawAnswers, drawTies } from './arrabida-coast/tie-accounts.ts'
import { tieAcross } from './arrabida-coast/ties-across.ts'
import { tieInside } from './arrabida-coast/ties-inside.ts'
import { theTeam } from './the-cast.ts'

export interface ArrabidaCoastOptions {
  /** the day the example is told on; every date in it is counted from here */
  day: string
  /** any whole number; 7 is the example everybody sees */
  seed?: number
  /** of texts; names stay Portuguese */
  language?: Language
}

/**
 * The example landscape "Arrábida coast": 301 people, 14 practices, 4 boundaries, about 1,260 ties. Nobody in it exists.
 *
 * The same day, seed and language give the same landscape to the last character, everywhere. CC0. What was planted in it, and
 * what to doubt, stands in docs/example.md.
 */
export function arrabidaCoast({ day, seed = 7, language = 'en' }: ArrabidaCoastOptions): DrawnLandscape {
  const say = sayIn(language)
  const everybody = residents(seed)
  const answers = drawAnswers(everybody, day, seed)
  const dyads = noDyads()
  tieAcross(dyads, everybody, seed)
  tieInside(dyads, everybody, seed)
  return {
    about: drawAbout(say, day, language),
    people: drawPeople(everybody, say),
    practices: drawPractices(say),
    memberships: drawMemberships(everybody, day),
    boundaries: drawBoundaries(say),
    standings: drawStandings(everybody, say, seed),
    ties: [
      ...drawTies(dyads.all, { told: day, seed, answers }),
      ...drawRefusals(everybody, dyads, answers, seed),
      drawWithdrawnTie(day),
    ],
    legitimacy: drawLegitimacy(everybody, say, day),
    concerns: drawConcerns(everybody, say, seed),
    answers,
    spaces: drawSpaces(say),
    spacePeople: drawSpacePeople(everybody),
    invitations: drawInvitations(say),
    keepApart: drawKeepApart(),
    consents: drawConsents(everybody, day, seed),
  }
}

function drawAbout(say: Say, day: string, language: Language): LandscapeAbout {
  return {
    name: say('name'),
    language,
    drawnBy: say('drawnBy'),
    hope: say('hope'),
    forWhom: say('forWhom'),
    notOurAim: say('notOurAim'),
    knownGaps: say('knownGaps'),
    basis: 'fictional',
    source: null,
    licence: 'CC0-1.0',
    complete: false,
    asOf: day,
    team: [...theTeam].sort(),
  }
}
