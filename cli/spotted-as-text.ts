import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import type { Language } from '../app/platform/i18n/language.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import { ofHundred } from '../app/workbench/opportunities/effect-words.ts'
import { namesIn } from '../app/workbench/opportunities/names-in.ts'
import { type OpportunitySentences, opportunitySentences } from '../app/workbench/opportunities/opportunity-words.ts'
import { cliWords } from './cli-words.ts'
import { asColumns, wrapped } from './text-columns.ts'

/** What was spotted, for reading: the landscape in one line, a table of the ten, and each card under it unless `brief`. */
export function spottedAsText(drawn: DrawnLandscape, result: SpotResult, language: Language, brief: boolean): string {
  const say = cliWords(language)
  const names = namesIn(drawn, language)
  const cards = result.opportunities.map((one) => ({ one, words: opportunitySentences(one, names, language) }))
  const lines = [
    ...headOf(drawn, result, language),
    '',
    ...(cards.length === 0 ? [say('none')] : tableOf(cards, language)),
  ]
  if (brief) for (const [at, { words }] of cards.entries()) lines.push(...wrapped(`${at + 1}  ${words.plain}`, 3))
  else for (const [at, { words }] of cards.entries()) lines.push('', ...cardOf(words, at + 1, language))
  return `${lines.join('\n')}\n`
}

function headOf(drawn: DrawnLandscape, result: SpotResult, language: Language): string[] {
  const say = cliWords(language)
  const { assumptions: assumed, reach } = result
  const counts = {
    name: drawn.about.name,
    people: drawn.people.length,
    practices: drawn.practices.length,
    boundaries: drawn.boundaries.length,
    ties: drawn.ties.filter((tie) => tie.says === 'yes').length,
  }
  const crossing = typeof assumed.crossing === 'number' ? assumed.crossing : assumed.crossing.otherwise
  const shown = { chance: assumed.chance, crossing, attendance: assumed.attendance, worlds: assumed.worlds }
  const known = reach && say('reach', threeOf(reach.mean, language))
  return [
    say('counts', counts),
    ...(known ? [known] : []),
    say('assumed', { ...shown, seed: result.seed, size: result.size }),
  ]
}

function threeOf({ mean, low, high }: { mean: number; low: number; high: number }, language: Language, digits = 0) {
  const write = (chance: number) => ofHundred(chance, language, digits)
  return { mean: write(mean), low: write(low), high: write(high) }
}

type Card = { one: Opportunity; words: OpportunitySentences }

function tableOf(cards: Card[], language: Language): string[] {
  const say = cliWords(language)
  const head = ['col_number', 'col_kind', 'col_who', 'col_today', 'col_with', 'col_lot', 'col_sure'] as const
  const rows = cards.map(({ one, words }, at) => {
    return [String(at + 1), words.kind, words.who, ...effectCells(one, language), words.sure.level.split('.')[0] ?? '']
  })
  return asColumns([head.map((key) => say(key)), ...rows], [3, 40, 60, 12, 18, 12, 14])
}

function effectCells({ effect, comparators }: Opportunity, language: Language): string[] {
  const say = cliWords(language)
  if (effect === null) return [say('not_shown'), say('not_shown'), say('not_shown')]
  const { before, delta } = effect
  const shift = { mean: before.mean + delta.mean, low: before.mean + delta.low, high: before.mean + delta.high }
  const digits = Math.abs(delta.mean) < 0.01 ? 1 : 0
  return [
    ofHundred(before.mean, language, digits),
    effect.cannotTell ? say('cannot_tell') : say('between', threeOf(shift, language, digits)),
    comparators ? ofHundred(comparators.convenable.median, language, digits) : say('not_shown'),
  ]
}

/** One card in reading order. */
function cardOf(words: OpportunitySentences, number: number, language: Language): string[] {
  const say = cliWords(language)
  const { sure, effect } = words
  const part = (title: string, sentences: (string | null)[]) => {
    const said = sentences.filter((one) => one !== null && one !== '')
    return said.length === 0 ? [] : wrapped(`${title} ${said.join(' ')}`, 3)
  }
  const company = words.there.people.map(({ name, practice, why }) => `${name} (${practice}; ${why})`).join(', ')
  return [
    `${number}  ${words.kind}`,
    ...wrapped(`   ${words.who}`, 3),
    ...wrapped(`   ${words.why.map(({ sentence }) => sentence).join(' ')}`, 3),
    ...part(`   ${say('part_sure')}`, [sure.level, ...sure.because, sure.firstStep]),
    ...part(`   ${say('part_effect')}`, [
      effect.line,
      effect.lot,
      effect.where,
      effect.local,
      effect.band,
      effect.caution,
    ]),
    ...part(
      `   ${say('part_doors')}`,
      words.doors.flatMap(({ who, how }) => [who, ...how]),
    ),
    ...part(`   ${say('part_there')}`, [words.there.line, company && `${company}.`]),
    ...part(`   ${say('part_missing')}`, [words.missing.length > 0 ? `${words.missing.join('; ')}.` : null]),
    ...part(`   ${say('part_asks')}`, words.asks),
    ...part(`   ${say('part_not')}`, words.whenNot),
    ...part(`   ${say('part_change')}`, words.wouldChange),
  ]
}
