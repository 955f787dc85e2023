import type { Language } from '../../../platform/i18n/language.ts'
import { writeNumber } from '../../../platform/i18n/numbers.ts'
import { Table } from '../../../ui/table.tsx'
import type { CustomFields, DrawnLandscape } from '../drawn-landscape.ts'
import { landscapeWords } from '../landscape-words.ts'
import { bringWords } from './bring-words.ts'

/** So many of each kind are shown as they would be taken. */
const shown = 5

/** The first people and the first ties as they would come in: the quickest way to see that a column was mistaken for another. */
export function Taken({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  return (
    <section class="stack-small">
      <h2>{bringWords(language)('taken_title')}</h2>
      <TakenPeople language={language} drawn={drawn} />
      <TakenTies language={language} drawn={drawn} />
    </section>
  )
}

function TakenPeople({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  const say = bringWords(language)
  const first = drawn.people.slice(0, shown)
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const boundaries = new Map(drawn.boundaries.map(({ id, name }) => [id, name]))
  const groupsOf = (person: string) =>
    drawn.memberships.filter((one) => one.person === person).map((one) => practices.get(one.practice) ?? one.practice)
  const sidesOf = (person: string) =>
    drawn.standings
      .filter((one) => one.person === person)
      .map((one) => `${boundaries.get(one.boundary)}: ${one.side ?? say('not_known')}`)
  const withGroups = first.some(({ id }) => groupsOf(id).length > 0)
  const withSides = first.some(({ id }) => sidesOf(id).length > 0)
  const withCustom = first.some(({ custom }) => custom)
  return (
    <Table
      language={language}
      caption={say('taken_people', { n: first.length, all: drawn.people.length })}
      columns={[
        { label: say('role_name') },
        ...(withGroups ? [{ label: say('taken_groups') }] : []),
        ...(withSides ? [{ label: say('taken_sides') }] : []),
        ...(withCustom ? [{ label: say('taken_custom') }] : []),
      ]}
      rows={first.map((one) => [
        <bdi>{one.name ?? one.id}</bdi>,
        ...(withGroups ? [<bdi>{groupsOf(one.id).join(', ')}</bdi>] : []),
        ...(withSides ? [<bdi>{sidesOf(one.id).join(', ')}</bdi>] : []),
        ...(withCustom ? [<bdi>{customWords(one.custom)}</bdi>] : []),
      ])}
    />
  )
}

function TakenTies({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  const say = bringWords(language)
  const ofTies = landscapeWords(language)
  const first = drawn.ties.slice(0, shown)
  if (first.length === 0) return null
  const names = new Map(drawn.people.map(({ id, name }) => [id, name ?? id]))
  const withDays = first.some(({ since, until }) => since ?? until)
  const withCustom = first.some(({ custom }) => custom)
  return (
    <Table
      language={language}
      caption={say('taken_ties', { n: first.length, all: drawn.ties.length })}
      columns={[
        { label: say('role_from') },
        { label: say('role_to') },
        { label: say('role_kind') },
        { label: say('role_weight'), numeric: true },
        ...(withDays ? [{ label: say('taken_days') }] : []),
        ...(withCustom ? [{ label: say('taken_custom') }] : []),
      ]}
      rows={first.map((tie) => [
        <bdi>{names.get(tie.from) ?? tie.from}</bdi>,
        <bdi>{names.get(tie.to) ?? tie.to}</bdi>,
        `${ofTies(`tie_${tie.kind}`)} ${say(tie.mutual ? 'both_ways' : 'one_way')}`,
        writeNumber(language, tie.strength, 2),
        ...(withDays ? [tie.since || tie.until ? `${tie.since ?? '…'} – ${tie.until ?? '…'}` : ''] : []),
        ...(withCustom ? [<bdi>{customWords(tie.custom)}</bdi>] : []),
      ])}
    />
  )
}

function customWords(custom: CustomFields | undefined): string {
  return Object.entries(custom ?? {})
    .map(([label, text]) => `${label}: ${text.slice(0, 60)}`)
    .join('; ')
}
