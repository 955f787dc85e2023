import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { Rows } from '../../../ui/rows.tsx'
import type { Looking } from '../looking.ts'
import { sameLook } from '../same-look.ts'
import { type Comparison, type Why, whysOfComing, whysOfGoing } from './compare-days.ts'
import { compareWords } from './compare-words.ts'
import { type SayCompared, type Told, toldNumbers } from './told-numbers.ts'

/** What differs from an earlier day, in a few lines, with a way to all of it and back. Nothing where nothing is compared. */
export function ComparedCard(looking: Looking) {
  const { compared, language, url, boundary, ofFew } = looking
  if (!compared) return null
  const say = compareWords(language)
  const told = toldNumbers(say, ofFew)
  const { comparison } = compared
  return (
    <section class="card compared">
      <h2>{titleOf(looking)}</h2>
      {looking.comparing.isTurned && <p class="caption">{say('turned')}</p>}
      <Rows rows={rowsOf(say, told, comparison, boundary?.name ?? '')} />
      <p class="caption">{askedBetween(say, comparison)}</p>
      <p>
        <a href={sameLook(url, { view: 'changes' })}>{say('as_tables')}</a>
        {' · '}
        <a
          href={sameLook(url, { than: '', view: looking.url.searchParams.get('view') === 'changes' ? '' : undefined })}
        >
          {say('stop')}
        </a>
      </p>
    </section>
  )
}

/** Which two days. */
export function titleOf({ compared, known, language }: Looking): string {
  const say = compareWords(language)
  const to = typeof known === 'string' ? say('today') : writeDay(language, known.day)
  return say('title', { from: writeDay(language, compared!.comparison.from), to })
}

/** Why the other day that was asked for is not compared with. */
export function ComparingProblem({ language, comparing }: Pick<Looking, 'language' | 'comparing'>) {
  if (comparing.problem === null) return null
  return <p class="problem">{compareWords(language)('problem', { why: comparing.problem })}</p>
}

/** What the marks on a compared map mean. */
export function ComparedKey({ language, withBridges }: { language: Language; withBridges: boolean }) {
  const say = compareWords(language)
  return (
    <>
      <li>{say('key_came')}</li>
      <li>{say('key_went')}</li>
      {withBridges && <li>{say('key_bridges')}</li>}
      <li>{say('key_hills')}</li>
    </>
  )
}

function rowsOf(
  say: SayCompared,
  told: Told,
  comparison: Comparison,
  boundary: string,
): { term: Child; value: Child }[] {
  const { people, answered, ties, crossing } = comparison
  const listed = (key: 'ties_came' | 'ties_went', counts: Partial<Record<Why, number>>, whys: readonly Why[]) => {
    const parts = whys.flatMap((why) => (counts[why] ? [say('why', { why, n: told.number(counts[why]) })] : []))
    return parts.length > 0 ? [say(key, { parts: parts.join('; ') })] : []
  }
  const moved = [counted(say, told, 'came', people.came), counted(say, told, 'went', people.went)]
  return [
    { term: say('people'), value: lines(told.both(people), moved.flat()) },
    { term: say('answered'), value: told.both(answered) },
    {
      term: say('ties'),
      value: lines(told.both(ties), [
        ...listed('ties_came', ties.came, whysOfComing),
        ...listed('ties_went', ties.went, whysOfGoing),
      ]),
    },
    ...(crossing ? crossingRows(say, told, crossing, boundary) : []),
    { term: say('groups'), value: differing(say, told, comparison.practices.map(howItDiffers)) },
    { term: say('spaces'), value: spacesTold(say, comparison.spaces) },
  ]
}

type Counted = 'came' | 'went' | 'cross_ties_came' | 'cross_sides_came' | 'cross_ties_went' | 'cross_sides_went'

/** What happened so many times, or nothing where it never did. */
function counted(say: SayCompared, told: Told, key: Counted, n: number): string[] {
  return n > 0 ? [say(key, { n: told.number(n) })] : []
}

function lines(first: string, more: readonly string[]) {
  return (
    <>
      {first}
      {more.map((line) => (
        <span class="caption compared-line">{line}</span>
      ))}
    </>
  )
}

function crossingRows(say: SayCompared, told: Told, crossing: NonNullable<Comparison['crossing']>, boundary: string) {
  const more = [
    counted(say, told, 'cross_ties_came', crossing.came.ties),
    counted(say, told, 'cross_sides_came', crossing.came.sides),
    counted(say, told, 'cross_ties_went', crossing.went.ties),
    counted(say, told, 'cross_sides_went', crossing.went.sides),
  ]
  const bridges = crossing.bridges.map(({ one, other }) => (one === 0 ? 'fresh' : other === 0 ? 'gone' : 'other'))
  return [
    { term: say('across', { boundary }), value: lines(told.both(crossing.crossing), more.flat()) },
    { term: say('bridges'), value: differing(say, told, bridges) },
  ]
}

type Difference = 'fresh' | 'gone' | 'more' | 'less' | 'other'

function howItDiffers({ one, other }: Comparison['practices'][number]): Difference {
  if (one === null) return 'fresh'
  if (other === null) return 'gone'
  return other > one ? 'more' : 'less'
}

/** "new: 8; gone: 2" */
function differing(say: SayCompared, told: Told, differences: readonly Difference[]): string {
  if (differences.length === 0) return say('nothing_differs')
  const counts = Map.groupBy(differences, (one) => one)
  const order: Difference[] = ['fresh', 'gone', 'more', 'less', 'other']
  const parts = order.flatMap((one) => (counts.has(one) ? [say(one, { n: told.number(counts.get(one)!.length) })] : []))
  return parts.join('; ')
}

function spacesTold(say: SayCompared, spaces: Comparison['spaces']): Child {
  if (spaces.length === 0) return say('nothing_differs')
  return spaces.map(({ name, one, other }) => (
    <span class="compared-line">{`${name}: ${say('from_to', { one: stageOf(say, one), other: stageOf(say, other) })}`}</span>
  ))
}

/** A stage in words; of what was not there yet, that. */
export function stageOf(say: SayCompared, stage: string | null): string {
  return say('stage', { stage: stage ?? 'none' })
}

/** What the two days can be compared by: how many had answered. */
function askedBetween(say: SayCompared, { answered }: Comparison): string {
  if (answered.one === answered.other) return say('asked_same')
  return say(answered.other > answered.one ? 'asked_more' : 'asked_less')
}
