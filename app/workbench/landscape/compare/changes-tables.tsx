import { Table } from '../../../ui/table.tsx'
import { pathIn } from '../../visit.tsx'
import type { Looking } from '../looking.ts'
import { whysOfComing, whysOfGoing } from './compare-days.ts'
import { compareWords } from './compare-words.ts'
import { ComparedCard, stageOf, titleOf } from './compared-view.tsx'
import { type SayCompared, toldNumbers } from './told-numbers.ts'

/** Everything that differs between two days as tables: ties with the reasons, groups, bridges, spaces. Outside the team no pair of fewer than five people. */
export function ChangesTables(looking: Looking) {
  const { compared, language, boundary, ofFew } = looking
  if (!compared) return null
  const say = compareWords(language)
  const told = toldNumbers(say, ofFew)
  const days = titleOf(looking)
  const { ties, practices, crossing, spaces } = compared.comparison
  const bridges = (crossing?.bridges ?? []).filter(({ people }) => ofFew || people >= 5)
  const reasons = [...whysOfComing, ...whysOfGoing].flatMap((why) => {
    const n = ties.came[why] ?? ties.went[why]
    return n ? [[say('why', { why, n: told.number(n) })]] : []
  })
  const onBothDays = [
    { label: say('then'), numeric: true },
    { label: say('later'), numeric: true },
  ]
  const shared = { language, empty: null }
  return (
    <>
      <ComparedCard {...looking} />
      <Table
        {...shared}
        caption={captioned(say('ties_caption'), days)}
        columns={[{ label: say('col_why') }]}
        rows={reasons}
      />
      <Table
        {...shared}
        caption={captioned(say('groups_caption'), days)}
        columns={[{ label: say('col_group') }, ...onBothDays]}
        rows={practices.map(({ id, name, one, other }) => [
          other === null ? name : <a href={pathIn(looking.visit.landscape, 'practices', id)}>{name}</a>,
          ...told.cells({ one: one ?? 0, other: other ?? 0 }),
        ])}
      />
      {boundary && (
        <Table
          {...shared}
          caption={captioned(say('bridges_caption', { boundary: boundary.name }), days)}
          columns={[{ label: say('col_pair') }, ...onBothDays]}
          rows={bridges.map((bridge) => [pairOf(say, bridge.from.name, bridge.to.name), ...told.cells(bridge)])}
        />
      )}
      <Table
        {...shared}
        caption={captioned(say('spaces_caption'), days)}
        columns={[{ label: say('col_space') }, { label: say('then') }, { label: say('later') }]}
        rows={spaces.map(({ name, one, other }) => [name, stageOf(say, one), stageOf(say, other)])}
      />
    </>
  )
}

function captioned(what: string, days: string): string {
  return `${what}. ${days}`
}

function pairOf(say: SayCompared, from: string | null, to: string | null): string {
  return say('pair', { from: from ?? say('elsewhere'), to: to ?? say('elsewhere') })
}
