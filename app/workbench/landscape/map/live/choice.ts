import { keepChosenInAddress } from './address.ts'
import { type Chosen, chosenFromText, textOfChosen } from './chosen-address.ts'
import { chosenPanel, type Told } from './chosen-panel.ts'
import { chosenGone, featureTold, notInAddress, peopleTold, tieTold } from './chosen-words.ts'
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
  const set = (now: readonly number[], told: Told | null, text: string | null) => {
    people = now
    panel.show(told)
    keepChosenInAddress(text)
    changed()
  }
  const choose = (chosen: Chosen) => {
    const now = peopleOf(map, chosen)
    const text = textOfChosen(map, chosen)
    const told = toldOf(map, chosen, now, doing)
    const isLost = text === null && now.length > 0
    set(now, isLost ? { ...told, sentence: `${told.sentence} ${notInAddress(map)}` } : told, text)
  }
  const doing = {
    chooseHill: (hill: number) => choose({ kind: 'everyone', hill }),
    chooseAround: (person: number) => choose({ kind: 'around', person }),
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
      else set([], chosenGone(map), null)
    },
    tell: (told) => set([], told, null),
    leave: () => set([], null, null),
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

function toldOf(
  map: SentMap,
  chosen: Chosen,
  people: readonly number[],
  doing: Parameters<typeof peopleTold>[2],
): Told {
  if (chosen.kind === 'feature') return featureTold(map, chosen.feature, doing)
  return chosen.kind === 'tie' ? tieTold(map, chosen.tie) : peopleTold(map, people, doing)
}
