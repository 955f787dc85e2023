import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay, writeList } from '../../../platform/i18n/numbers.ts'
import { Chip } from '../../../ui/chip.tsx'
import { pathIn } from '../../visit.tsx'
import type { DrawnLandscape, DrawnTie } from '../drawn-landscape.ts'
import { knownWords } from '../known/known-words.ts'
import { type TieEnd, tablesOf, tieRows } from '../landscape-tables.ts'
import { drawingWords } from './drawing-words.ts'

/** More pairs than this are looked up in the table of ties. */
const mostPairs = 50

interface Props {
  language: Language
  landscape: { slug: string }
  drawn: DrawnLandscape
  /** name of the practice */
  practice: string
}

/** Ties of people in a practice of which several told: what each said, and whether they agree. None of them is made the true one. */
export function SeveralAccounts({ language, landscape, drawn, practice }: Props) {
  const pairs = tieRows(tablesOf(drawn, null)).filter(
    ({ from, to, accounts }) =>
      accounts.length > 1 && (from.practices.includes(practice) || to.practices.includes(practice)),
  )
  if (pairs.length === 0) return null
  const say = drawingWords(language)
  const names = new Map(drawn.people.map(({ id, name }) => [id, name ?? say('nameless')]))
  const link = ({ id, name }: TieEnd) => <a href={pathIn(landscape, 'people', id)}>{name ?? say('nameless')}</a>
  // those that differ are what there is to talk about
  const inOrder = pairs.toSorted((a, b) => Number(doDiffer(b.accounts)) - Number(doDiffer(a.accounts)))
  return (
    <section class="stack-small" aria-labelledby="several-accounts">
      <h2 id="several-accounts">{say('several_title')}</h2>
      <ul class="plain-list">
        {inOrder.slice(0, mostPairs).map(({ from, to, accounts }) => (
          <li>
            {link(from)} – {link(to)} <AgreeChip language={language} accounts={accounts} />
            <br />
            <span class="caption">{writeList(language, whatEachSays(say, names, accounts))}</span>
          </li>
        ))}
      </ul>
      {pairs.length > mostPairs && (
        <p>
          <a href={`${pathIn(landscape, 'landscape')}?view=ties`}>{say('several_more', { n: pairs.length })}</a>
        </p>
      )}
    </section>
  )
}

type Account = Pick<DrawnTie, 'says' | 'kind'>

/** "2 accounts that differ", where there are two; nothing where one alone told. */
export function AgreeChip({ language, accounts }: { language: Language; accounts: readonly Account[] }) {
  if (accounts.length < 2) return null
  const say = knownWords(language)
  return <Chip>{say(doDiffer(accounts) ? 'accounts_differ' : 'accounts_agree', { n: accounts.length })}</Chip>
}

function doDiffer(accounts: readonly Account[]): boolean {
  return new Set(accounts.map(({ says, kind }) => (says === 'no' ? 'no' : kind))).size > 1
}

/** "Ana says yes (known since 2 March 2027)": each by whom it was told, and since when we know of it. */
function whatEachSays(
  say: ReturnType<typeof drawingWords>,
  names: ReadonlyMap<string, string>,
  accounts: readonly DrawnTie[],
): string[] {
  return accounts.map(({ says, reportedBy, recorded }) => {
    const who = reportedBy === null ? null : (names.get(reportedBy) ?? say('nameless'))
    const team = says === 'yes' ? 'team_says_yes' : 'team_says_no'
    const said = who === null ? say(team) : say(says === 'yes' ? 'says_yes' : 'says_no', { who })
    return recorded === null ? said : say('said_known_since', { said, day: writeDay(say.language, recorded) })
  })
}
