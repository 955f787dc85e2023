import type { DrawnTie } from '../drawn-landscape.ts'
import { notice } from './read-table.ts'
import type { Reading } from './reading.ts'

/** Weights from 0 to 1 are strengths; when any is larger, all are divided by the largest, and a notice says so. */
export function setStrengths(
  ties: readonly { tie: DrawnTie; weight: number | null }[],
  file: string,
  reading: Reading,
): void {
  const largest = ties.reduce((most, one) => Math.max(most, one.weight ?? 0), 0)
  for (const { tie, weight } of ties) if (weight !== null) tie.strength = largest > 1 ? weight / largest : weight
  if (largest <= 1) return
  const facts = { largest }
  notice(reading, { file, row: null, field: 'weight', value: String(largest), code: 'weights-scaled', facts })
}
