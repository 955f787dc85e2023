import type { DrawnInvitation, DrawnSpace, DrawnSpacePerson } from '../../../app/workbench/landscape/drawn-landscape.ts'
import type { PracticeId } from '../the-cast.ts'
import type { Resident } from './residents.ts'
import type { Say } from './say.ts'

type Id = 'breakfast' | 'tides' | 'shade' | 'radio'

const plans: readonly (Pick<DrawnSpace, 'name' | 'stage' | 'groundRule'> & { id: Id })[] = [
  { id: 'breakfast', name: 'Pequeno-almoço do cais', stage: 'alive', groundRule: 'open' },
  { id: 'tides', name: 'Mesa das marés', stage: 'inviting', groundRule: 'chatham house' },
  { id: 'shade', name: 'Sombra', stage: 'imagined', groundRule: 'open' },
  { id: 'radio', name: 'Rádio da Encosta', stage: 'resting', groundRule: 'open' },
]

const hosts: readonly (readonly [Id, string, DrawnSpacePerson['state']])[] = [
  ['breakfast', 'tome-caldeira', 'accepted'],
  ['breakfast', 'gaspar-montes', 'accepted'],
  ['tides', 'yara-quintanilha', 'accepted'],
  ['tides', 'zulmira-peixinho', 'accepted'],
  ['shade', 'perpetua-landim', 'asked'],
  ['radio', 'vicente-arco', 'accepted'],
  ['radio', 'conceicao-bravo', 'accepted'],
]

/** Named people who come: the breakfast's critical friend, community keeper and social reporter among them. */
const members: readonly (readonly [Id, string])[] = [
  ['breakfast', 'ilda-roxo'],
  ['breakfast', 'inacio-prata'],
  ['breakfast', 'bruno-falcato'],
  ['breakfast', 'custodio-ferro'],
  ['breakfast', 'adelino-sarmento'],
  ['radio', 'oscar-penedo'],
  ['radio', 'lurdes-canario'],
]

/** How many more come to the breakfast (17 with those named) and came to the radio evenings (9). */
const moreMembers: readonly (readonly [Id, PracticeId, number])[] = [
  ['breakfast', 'companhas', 6],
  ['breakfast', 'redeiras', 1],
  ['breakfast', 'saude-da-costa', 1],
  ['breakfast', 'guias', 2],
  ['radio', 'moradores', 3],
  ['radio', 'cuidadoras', 2],
]

/** 22 asked to the table of the tides: 9 come, 4 cannot and 1 says "not for me", 8 are silent. */
const asked: readonly (readonly [PracticeId, number, number, number])[] = [
  ['mariscadoras', 4, 1, 3],
  ['mare-clara', 2, 1, 1],
  ['saude-ambiental', 2, 1, 2],
  ['companhas', 1, 2, 2],
]

/** Who would sit in the shade: 12 people, nobody asked yet. */
const wouldBe: readonly (readonly [PracticeId, number])[] = [
  ['cozinhas', 4],
  ['cuidadoras', 3],
  ['saude-ambiental', 2],
  ['bombeiros', 2],
  ['companhas', 1],
]

const invited: readonly PracticeId[] = ['mariscadoras', 'mare-clara', 'saude-ambiental', 'companhas']

export function drawSpaces(say: Say): DrawnSpace[] {
  return plans.map(({ id, name, stage, groundRule }) => ({
    id,
    name,
    question: say(`space.${id}.question`),
    why: say(`space.${id}.why`),
    stage,
    groundRule,
  }))
}

export function drawInvitations(say: Say): DrawnInvitation[] {
  return invited.map((practice) => ({ space: 'tides', practice, words: say(`invitation.tides.${practice}`) }))
}

/** Hosts, members and those asked. Only people who agreed to be on the map sit anywhere; of the named ones, those who come. */
export function drawSpacePeople(everybody: readonly Resident[]): DrawnSpacePerson[] {
  const rows: DrawnSpacePerson[] = [
    ...hosts.map(([space, person, state]) => ({ space, person, role: 'host' as const, state })),
    ...members.map(([space, person]) => ({ space, person, role: 'member' as const, state: 'accepted' as const })),
  ]
  const add = (space: Id, practice: PracticeId, count: number, as: Pick<DrawnSpacePerson, 'role' | 'state'>) => {
    const sits = new Set(rows.filter((row) => row.space === space).map((row) => row.person))
    const free = everybody.filter((each) => each.practice === practice && each.consent === 'agreed')
    const may = (each: Resident) => (each.cast ? !each.cast.onTeam && as.state === 'accepted' : true)
    const chosen = free.filter((each) => !sits.has(each.id) && may(each)).slice(0, count)
    if (chosen.length < count) throw new Error(`Only ${chosen.length} people of ${practice} are free for ${space}.`)
    rows.push(...chosen.map((each) => ({ space, person: each.id, ...as })))
  }
  for (const [space, practice, count] of moreMembers) add(space, practice, count, { role: 'member', state: 'accepted' })
  for (const [practice, come, cannot, silent] of asked) {
    add('tides', practice, come, { role: 'invited', state: 'accepted' })
    add('tides', practice, cannot, { role: 'invited', state: 'declined' })
    add('tides', practice, silent, { role: 'invited', state: 'asked' })
  }
  for (const [practice, count] of wouldBe) add('shade', practice, count, { role: 'invited', state: 'not yet asked' })
  return rows
}
