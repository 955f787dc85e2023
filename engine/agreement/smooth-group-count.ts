import { wholeNumber } from '../bad-input.ts'

/** What has to be remembered between two looks at votes that still come in: two numbers, and nothing of any person. */
export interface GroupCountMemory {
  /** the number of groups that is shown */
  shown: number
  /** the number that was best at the last looks, and at how many of them in a row */
  best: number
  times: number
}

/**
 * How many groups to show while votes come in, so that the picture does not jump with every vote: the number shown changes only when
 * another one was best `patience` times in a row (Polis waits four times).
 *
 * @param memory what this function returned last time; null at the first look
 * @param best the number of groups with the best silhouette now
 * @throws BadInput for a number of groups under 2 and a patience under 1
 */
export function smoothGroupCount(memory: GroupCountMemory | null, best: number, patience = 4): GroupCountMemory {
  wholeNumber('best', best, 2, 1000)
  wholeNumber('patience', patience, 1, 1000)
  if (!memory) return { shown: best, best, times: 1 }
  const times = memory.best === best ? memory.times + 1 : 1
  return { shown: times >= patience ? best : memory.shown, best, times }
}
