import { keepChosenInAddress } from './address.ts'
import { type Chosen, chosenFromText, textOfChosen } from './chosen-address.ts'
import { chosenPanel, type Told } from './chosen-panel.ts'
import type { Doing } from './chosen-words.ts'
import { peopleAround, peopleOnHill } from './selection.ts'
import type { SentFeature, SentMap } from './sent-map.ts'

/** What somebody chose on the map; it is said in the panel, and kept in the address so that a link shows the same. */
export interface Choice {
  /** numbers of the people who are chosen */
  readonly people: readonly number[]
  choosePeople(people: readonly number[]): void
  /** Two people, for the tie between them. */
  chooseTie(tie: number): void
  chooseFeature(feature: SentFeature): void
  /** Chooses what an address says; says so where none of it is on this map. */
  chooseFrom(text: string): void
  /** Says something else in the panel, and chooses nobody. */
  tell(told: Told): void
  leave(): void
  /** Calls whenever somebody goes to one of the chosen people in the list of the panel; with null when they go to none any more. */
  whenPointed(pointed: (person: number | null) => void): void
}

/**
 * @param changed called after what is chosen has changed
 * @param left called when somebody leaves what they chose by the button of the panel
 */
export function openChoice(
  { map, changed, left }: { map: SentMap; changed(): void; left(): void },
  signal: AbortSignal,
): Choice {
  const panel = chosenPanel(left, signal)
  let people: readonly number[] = []
  let latest = 0
  let pointed: (person: number | null) => void = () => {}
  const set = async (now: readonly number[], text: string | null, told: Telling | null) => {
    people = now
    latest += 1
    const mine = latest
    pointed(null)
    keepChosenInAddress(text)
    changed()
    // sentences need much program: it is loaded when somebody first chooses something
    const said = told === null ? null : told(await import('./chosen-words.ts'))
    if (mine === latest && !signal.aborted) panel.show(said)
  }
  const choose = (chosen: Chosen) => {
    const now = peopleOf(map, chosen)
    const text = textOfChosen(map, chosen)
    void set(now, text, (say) => {
      const told = toldOf(say, map, chosen, now, doing)
      const isLost = text === null && now.length > 0
      return isLost ? { ...told, sentence: `${told.sentence} ${say.notInAddress(map)}` } : told
    })
  }
  const doing: Doing = {
    chooseHill: (hill) => choose({ kind: 'everyone', hill }),
    chooseAround: (person) => choose({ kind: 'around', person }),
    choosePerson: (person) => choose({ kind: 'people', people: [person] }),
    point: (person) => pointed(person),
    page: () => new URL(window.location.href),
  }
  return {
    get people() {
      return people
    },
    choosePeople: (some) => choose({ kind: 'people', people: some }),
    chooseTie: (tie) => choose({ kind: 'tie', tie }),
    chooseFeature: (feature) => choose({ kind: 'feature', feature }),
    chooseFrom(text) {
      const chosen = chosenFromText(map, text)
      if (chosen !== null) choose(chosen)
      else void set([], null, (say) => say.chosenGone(map))
    },
    tell: (told) => void set([], null, () => told),
    leave: () => void set([], null, null),
    whenPointed: (listener) => {
      pointed = listener
    },
  }
}

function peopleOf(map: SentMap, chosen: Chosen): readonly number[] {
  switch (chosen.kind) {
    case 'feature':
      return []
    case 'people':
      return chosen.people
    case 'everyone':
      return peopleOnHill(map, chosen.hill)
    case 'around':
      return peopleAround(map, chosen.person)
    case 'tie':
      return [map.ties.from[chosen.tie]!, map.ties.to[chosen.tie]!]
  }
}

type Saying = typeof import('./chosen-words.ts')
type Telling = (say: Saying) => Told

function toldOf(say: Saying, map: SentMap, chosen: Chosen, people: readonly number[], doing: Doing): Told {
  if (chosen.kind === 'feature') return say.featureTold(map, chosen.feature, doing)
  return chosen.kind === 'tie' ? say.tieTold(map, chosen.tie) : say.peopleTold(map, people, doing)
}
