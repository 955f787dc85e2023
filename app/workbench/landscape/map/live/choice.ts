import { chosenPanel, type Told } from './chosen-panel.ts'
import { featureTold, peopleTold, tieTold } from './chosen-words.ts'
import { peopleAround, peopleOnHill } from './selection.ts'
import type { SentFeature, SentMap } from './sent-map.ts'

/** What somebody chose on the map, and says so in the panel. */
export interface Choice {
  /** numbers of the people who are chosen */
  readonly people: readonly number[]
  choosePeople(people: readonly number[]): void
  /** Two people, for the tie between them. */
  chooseTie(tie: number): void
  chooseFeature(feature: SentFeature): void
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
  let chosen: readonly number[] = []
  const set = (people: readonly number[], told: Told | null) => {
    chosen = people
    panel.show(told)
    changed()
  }
  const choosePeople = (people: readonly number[]) => set(people, peopleTold(map, people, doing))
  const doing = {
    chooseHill: (hill: number) => choosePeople(peopleOnHill(map, hill)),
    chooseAround: (person: number) => choosePeople(peopleAround(map, person)),
  }
  return {
    get people() {
      return chosen
    },
    choosePeople,
    chooseTie: (tie) => set([map.ties.from[tie]!, map.ties.to[tie]!], tieTold(map, tie)),
    chooseFeature: (feature) => set([], featureTold(map, feature, doing)),
    tell: (told) => set([], told),
    leave: () => set([], null),
  }
}
