import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Bench, type BenchOptions, openBench } from './bench.ts'

const kept = new WeakMap<Landscape, { wish: string; bench: Bench }>()

/**
 * The bench of a landscape under these options, opened at the first time and kept for the steps of one search that follow. One at a time
 * for each landscape; other options take its place.
 */
export function keptBench(landscape: Landscape, options: BenchOptions, control?: Control): Bench {
  const { seed, assumptions, fewest, decoys } = options
  const wish = JSON.stringify([seed, assumptions, fewest, decoys])
  const known = kept.get(landscape)
  if (known?.wish === wish) return known.bench
  const bench = openBench(landscape, { seed, assumptions, fewest, decoys, control })
  kept.set(landscape, { wish, bench })
  return bench
}

/** Lets the bench go: its worlds take up to several hundred megabytes. */
export function forgetBench(landscape: Landscape): void {
  kept.delete(landscape)
}
