import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay, writeList } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { BackLink } from '../back-link.tsx'
import { drawnLandscape, type Landscape } from '../landscape/landscape.ts'
import { type Place, pathIn, visiting, workbenchPage } from '../visit.tsx'
import { cardPath } from './card-view.tsx'
import { type JournalEntry, journalEntries } from './journal-queries.ts'
import { namesIn } from './names-in.ts'
import type { OpportunityNames } from './opportunity-words.ts'
import { pageWords } from './page-words.ts'

/** `GET …/opportunities/journal`: what became of each, and why. */
export function journalPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const say = pageWords(language)
    const entries = await journalEntries(visit.tx, visit.landscape.id)
    const names = namesIn(await drawnLandscape(visit.tx, visit.landscape), language)
    return workbenchPage(
      c,
      visit,
      'opportunities',
      { title: say('journal_title'), width: 'reading', styles: ['opportunities.css'] },
      <div class="stack">
        <header class="stack-small">
          <BackLink href={pathIn(visit.landscape, 'opportunities')}>{say('back_to_list')}</BackLink>
          <h1>{say('journal_title')}</h1>
          <p class="lead">{say('journal_lead')}</p>
        </header>
        {entries.length === 0 ? (
          <EmptyState title={say('journal_empty_title')} icon="notebook-pen">
            <p>{say('journal_empty')}</p>
          </EmptyState>
        ) : (
          <ol class="journal">
            {entries.map((entry) => (
              <li class="journal-entry">
                <Entry language={language} landscape={visit.landscape} entry={entry} names={names} />
              </li>
            ))}
          </ol>
        )}
      </div>,
    )
  })
}

interface EntryProps {
  language: Language
  landscape: Landscape
  entry: JournalEntry
  names: OpportunityNames
}

function Entry({ language, landscape, entry, names }: EntryProps) {
  const say = pageWords(language)
  const day = writeDay(language, entry.writtenAt)
  return (
    <article class="stack-small">
      <p class="card-kind">
        <Chip
          tone={entry.became === 'taken up' ? 'tent' : 'gold'}
          icon={entry.became === 'taken up' ? 'tent' : 'notebook-pen'}
        >
          {say(`became_${entry.became.replaceAll(' ', '_')}` as 'became_not_now')}
        </Chip>
        {entry.writtenBy ? say('journal_by', { name: entry.writtenBy, day }) : say('journal_day', { day })}
      </p>
      <h2>
        <a href={cardPath(landscape, entry.key, entry.snapshot)}>{whoIn(entry.key, names, language)}</a>
      </h2>
      {entry.why && <p class="reading">{entry.why}</p>}
      {entry.space && (
        <p>
          <a href={pathIn(landscape, 'spaces', entry.space.id)}>{say('journal_space', { name: entry.space.name })}</a>
        </p>
      )}
    </article>
  )
}

/** A key names the practices it joins behind its kind: `missing-conversation:p3+p5`. */
function whoIn(key: string, names: OpportunityNames, language: Language): string {
  const ids = key.slice(key.indexOf(':') + 1).split('+')
  return writeList(
    language,
    ids.map((id) => names.practice(decodeURIComponent(id))),
  )
}
