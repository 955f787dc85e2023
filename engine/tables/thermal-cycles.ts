import { sequence, shuffle, streamKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { portableExp } from '../portable-exp.ts'
import { portableLog } from '../portable-log.ts'
import { PATIENCE, patience, roll, type Search, startHeat } from './anneal.ts'
import { type Floor, fitsOnFloor, gainOnFloor, openFloor, recountFloor, swapOnFloor } from './floor.ts'
import type { Score } from './hall.ts'
import { spend } from './pace.ts'

/** Moves of the first cooling and of each that follows, for each three places. */
const FIRST = 14
const AGAIN = 3
/** Several first coolings, where there is work enough for so much more, and the best of them goes on. */
const FOR_ONE_MORE = 40
const MOST_FIRST = 3

/** More places than there can be. */
const MOST_PLACES = 4_096

/** How much worse moves may be, in any order, and long enough to read on from anywhere for every place. */
const anyPatience = new Float64Array(PATIENCE + MOST_PLACES)
{
  const order = Array.from({ length: PATIENCE }, (_, k) => k)
  shuffle(order, sequence(streamKey(0, 'patience')))
  for (let k = 0; k < anyPatience.length; k++) anyPatience[k] = patience[order[k % PATIENCE]!]!
}

interface Cycle {
  moves: number
  /** share of moves that may make things worse, at the start */
  warm: number
  heat: number
  blind: number
}

/** The share of moves that may make things worse at the start of the first cooling, of those after it (with one place), and at the end of each. */
const WARM = 0.002
const WARM_AGAIN = 0.2
const MOST_AGAIN = 0.006
const COLD = 0.0002
/** The share of a cooling before which no plan is remembered: else it would end where it began. */
const BLIND = 0.3
/** A cycle begins so much warmer than the first cooling ended, and may lose so many heats of mix. */
const WARMER = 1.3
const SLACK = 2

/**
 * One round in which nothing counts but mix: cooled slowly once, then warmed a little and cooled again and again, going on from what was
 * found unless it is clearly worse (thermal cycling: Möbius and others 1997). A little warmth keeps most of what is good; beyond some
 * slowness, one longer cooling finds less than many such cycles.
 *
 * Cost: about 4 ns for each move tried; the best plan is left in the search.
 *
 * @returns the moves tried
 */
export function thermalCycles(
  search: Search,
  moves: number,
  enough: (best: Score) => boolean,
  control?: Control,
): number {
  const floor = openFloor(search.hall)
  const cube = floor.places ** 3
  const firsts = Math.min(MOST_FIRST, Math.max(1, Math.floor(moves / (FOR_ONE_MORE * cube))))
  const hot = startHeat(search)
  let tried = 0
  let kept = { worth: Number.NEGATIVE_INFINITY, who: floor.who, moves: 0, heat: hot }
  for (let nth = 0; tried < moves && !enough(search.best.score); nth++) {
    const isFirst = nth < firsts
    const part = isFirst ? FIRST * cube : AGAIN * cube
    const cycle: Cycle = {
      moves: moves - tried < part + AGAIN * cube ? moves - tried : part,
      heat: isFirst ? hot : WARMER * kept.heat,
      warm: isFirst ? WARM : Math.min(WARM_AGAIN / floor.places, MOST_AGAIN),
      blind: nth === 0 ? 0 : BLIND,
    }
    const from = tried
    const found = cool(search, floor, cycle, enough, (done) => checkpoint(control, (from + done) / moves))
    tried += found.moves
    const slack = isFirst ? 0 : SLACK * kept.heat
    if (found.worth >= kept.worth - slack) kept = { ...found, heat: isFirst ? found.heat : kept.heat }
    floor.who.set(kept.who)
    recountFloor(floor)
  }
  return tried
}

/** One cooling: who sat where when it was best, what that was worth, and the heat at the end. */
function cool(
  search: Search,
  floor: Floor,
  { moves, warm, heat, blind }: Cycle,
  enough: (best: Score) => boolean,
  ask: (tried: number) => void,
) {
  const best = { worth: Number.NEGATIVE_INFINITY, who: floor.who.slice(), moves: 0, heat }
  const remember = () => {
    if (floor.sum <= best.worth || best.moves < blind * moves) return
    best.worth = floor.sum
    best.who.set(floor.who)
    keepBestFloor(search, floor)
  }
  const block = Math.max(128, Math.min(8_192, Math.ceil(moves / 400)))
  let sinceCount = 0
  while (best.moves < moves && !enough(search.best.score)) {
    ask(best.moves)
    let [worse, done] = [0, 0]
    while (done < block) {
      const place = floor.movers[roll(search.dice, floor.movers.length)] ?? 0
      worse += swapAlong(search, floor, place, best.heat, remember)
      done += floor.places
    }
    best.moves += done
    const target = warm * portableExp(portableLog(COLD / warm) * Math.min(1, best.moves / moves))
    best.heat *= worse > target * done ? 0.93 : 1.04
    if ((sinceCount += done) > 4_000_000) {
      recountFloor(floor)
      sinceCount = 0
    }
  }
  if (best.moves >= blind * moves) remember()
  return best
}

/** One person looks at all others in turn; answers how many swaps made things worse. */
function swapAlong(search: Search, floor: Floor, place: number, heat: number, remember: () => void): number {
  const { tables, start, tableOf, places, more, who, pair, width } = floor
  spend(floor.pace, 4 * places)
  const from = roll(search.dice, PATIENCE)
  const home = tableOf[place]!
  let worse = 0
  for (let table = 0; table < tables; table++) {
    if (table === home) continue
    const end = start[table + 1]!
    for (let at = start[table]!; at < end; at++) {
      const there = more[table * places + place]!
      at = nextSwap(more, home * places, who, pair, who[place]! * width, at, end, there, -heat, from)
      if (at === end) break
      const gain = gainOnFloor(floor, place, at)
      if (!fitsOnFloor(floor, place, at)) continue
      if (gain < 0) {
        worse++
        remember()
      }
      swapOnFloor(floor, place, at)
    }
  }
  return worse
}

/** The next place, or the end, whose person may change seats. Nothing is written and nothing called here, so that all of it stays in registers. */
function nextSwap(
  more: Float64Array,
  home: number,
  who: Uint16Array,
  pair: Float64Array,
  row: number,
  at: number,
  end: number,
  there: number,
  cold: number,
  from: number,
): number {
  for (; at < end; at++)
    if (there + more[home + at]! - 2 * pair[row + who[at]!]! >= cold * anyPatience[from + at]!) return at
  return end
}

/** Remembers the plan when it is the best of the whole search. */
function keepBestFloor({ best, better, hall, onBest }: Search, { who, tableOf, places, sum, people }: Floor): void {
  const score = { ...hall.score, mix: sum }
  if (!better(score, best.score)) return
  Object.assign(best.score, score)
  for (let place = 0; place < places; place++) if (who[place]! < people) best.plan[who[place]!] = tableOf[place]!
  onBest?.(best.plan, best.score)
}
