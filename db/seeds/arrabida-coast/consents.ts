import type { DrawnConsent, DrawnKeepApart } from '../../../app/workbench/landscape/drawn-landscape.ts'
import { chance } from './chance.ts'
import { dayAfter } from './day.ts'
import type { Resident } from './residents.ts'

/** Who asked that two who can help each other be told of each other. */
const open = new Set(['lurdes-canario', 'conceicao-bravo', 'zulmira-peixinho', 'helder-vasques', 'aminata-rosario'])

/**
 * What each of the 300 said about being on the map, and those who agreed about their ties and about introductions. With them
 * the man at the fountain, with whom nobody has spoken.
 */
export function drawConsents(everybody: readonly Resident[], told: string, seed: number): DrawnConsent[] {
  const draw = chance(seed, 'what people said')
  return everybody.flatMap((each): DrawnConsent[] => {
    const said = dayAfter(told, saidOn(each, draw.next()))
    const person = each.id
    if (each.consent !== 'agreed') {
      return [{ person, purpose: 'map', state: each.consent, said: each.consent === 'not yet asked' ? null : said }]
    }
    const showsTies = each.cast !== null || draw.next() < 0.9
    const meets = open.has(person) || (!each.cast && draw.next() < 0.2)
    return [
      { person, purpose: 'map', state: 'agreed', said },
      { person, purpose: 'analysis', state: 'agreed', said },
      ...(showsTies ? [{ person, purpose: 'ties' as const, state: 'agreed' as const, said }] : []),
      ...(meets ? [{ person, purpose: 'introductions' as const, state: 'agreed' as const, said }] : []),
    ]
  })
}

/** They must not be brought together about one matter. No reason is stored, here or anywhere. */
export function drawKeepApart(): DrawnKeepApart[] {
  return [{ one: { practice: 'gabinete' }, other: { practice: 'companhas' }, concern: 'asked' }]
}

/** Days from the telling: withdrawn last month, told in the last three weeks, agreed at one of the surveys. */
function saidOn(person: Resident, luck: number): number {
  if (person.consent === 'withdrawn') return -8 - Math.floor(luck * 20)
  if (person.consent === 'told') return -4 - Math.floor(luck * 16)
  if (person.early) return -418 + Math.floor(luck * 10)
  return luck < 0.6 ? -203 + Math.floor(luck * 10) : -29 + Math.floor(luck * 9)
}
