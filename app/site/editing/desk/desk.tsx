import type { Child } from 'hono/jsx'
import { Icon } from '../../../ui/icon.tsx'
import { pictureAddress } from '../../pictures/pictures-of.ts'
import { slugFrom } from '../../writing/writing.ts'
import { listShown } from '../../writing/writing-queries.ts'
import type { EditingOne } from '../editing.ts'
import { editingWords } from '../editing-words.ts'
import type { BlocksToPut } from './blocks-to-put.ts'
import { newestPictures, placesToLeadTo } from './places-queries.ts'

/** What the desk says by itself; each stands in the words as `desk_…`. */
const says = [
  'as_read',
  'as_markdown',
  'words',
  'footnote_words',
  'picture',
  'picture_file',
  'picture_alt',
  'picture_decoration',
  'put',
  'not',
  'link_title',
  'link_place',
  'link_none',
  'link_address',
  'link_words',
  'link_problem',
  'dates_title',
  'dates_place',
  'dates_none',
  'dates_words',
  'dates_problem',
  'map_title',
  'map_place',
  'map_none',
  'map_words',
  'map_problem',
  'map_new',
  'keys',
  'picture_problem',
  'typing',
  'not_saved',
  'offline',
  'conflict',
  'brought_back',
  'only_markdown',
] as const

/** The tools, each with its icon and the keys that do the same where there are any. */
const tools = [
  ['text', 'pilcrow', 'Ctrl+Alt+0'],
  ['h2', 'heading-2', 'Ctrl+Alt+2'],
  ['h3', 'heading-3', 'Ctrl+Alt+3'],
  ['strong', 'bold', 'Ctrl+B'],
  ['emphasis', 'italic', 'Ctrl+I'],
  ['list', 'list', 'Ctrl+Alt+8'],
  ['numbered', 'list-ordered', 'Ctrl+Alt+7'],
  ['quote', 'quote', 'Ctrl+Shift+B'],
  ['callout', 'info', ''],
  ['footnote', 'superscript', ''],
  ['link', 'link-2', 'Ctrl+K'],
  ['table', 'table-2', ''],
  ['picture', 'image', ''],
  ['dates', 'calendar-days', ''],
  ['map', 'map', ''],
  ['undo', 'undo-2', 'Ctrl+Z'],
  ['redo', 'redo-2', 'Ctrl+Y'],
] as const

/** The screens of the workbench that a text can lead to. */
const screens = ['home', 'sketch', 'landscape', 'legitimacy', 'listening', 'opportunities', 'spaces', 'people'] as const

/** Around the form of a writing: where there is a script, one writes on paper, and nothing that was typed is lost. */
export async function desk({ tx, language, writing }: EditingOne, blocks: BlocksToPut, form: Child) {
  const say = editingWords(language)
  const words = {
    ...Object.fromEntries(says.map((key) => [key, say(`desk_${key}`)])),
    saved: say('desk_saved', { time: '{time}' }),
  }
  const pictures = (await newestPictures(tx)).map(({ name, hash }) => [name, pictureAddress({ hash })])
  return (
    <writing-desk
      data-writing={writing.id}
      data-lang={writing.language}
      data-says={JSON.stringify(words)}
      data-places={JSON.stringify(await placesFor({ tx, language }))}
      data-dates={JSON.stringify(datesIn(blocks, say))}
      data-maps={JSON.stringify(blocks.maps)}
      data-pictures={JSON.stringify(Object.fromEntries(pictures))}
    >
      <div class="desk-tools" role="toolbar" aria-label={say('desk_tools')} hidden>
        {tools.map(([tool, icon, keys]) => (
          <button
            type="button"
            class="desk-tool"
            data-tool={tool}
            title={keys ? `${say(`desk_${tool}`)} (${keys})` : say(`desk_${tool}`)}
          >
            <Icon name={icon} size={20} label={say(`desk_${tool}`)} />
          </button>
        ))}
      </div>
      {form}
      <p class="desk-state" role="status" />
    </writing-desk>
  )
}

/** What is in the calendar: single events that are to come, and kinds of them. */
function datesIn({ events, kinds }: BlocksToPut, say: ReturnType<typeof editingWords>) {
  return [
    { label: say('desk_events'), places: events.map(({ to, name }) => ({ to, name })) },
    { label: say('desk_kinds'), places: kinds.map(({ to, name }) => ({ to, name })) },
  ]
}

async function placesFor({ tx, language }: Pick<EditingOne, 'tx' | 'language'>) {
  const say = editingWords(language)
  const written = await placesToLeadTo(tx)
  const of = (kind: 'chapter' | 'card') =>
    written.filter((one) => one.kind === kind).map(({ slug, title }) => ({ to: `${kind}:${slug}`, name: title }))
  const pages = await listShown(tx, { kind: 'page', limit: 100 })
  const glossary = pages.find(({ slug }) => slug === 'glossary')?.words ?? ''
  const terms = [...glossary.matchAll(/^##\s+(.+?)\s*$/gm)].map(([, term]) => term!)
  return [
    { label: say('kinds_chapter'), places: of('chapter') },
    { label: say('kinds_card'), places: of('card') },
    { label: say('desk_terms'), places: terms.map((term) => ({ to: `glossary:${slugFrom(term)}`, name: term })) },
    { label: say('desk_screens'), places: screens.map((one) => ({ to: `screen:${one}`, name: one })) },
  ]
}

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'writing-desk': Record<string, unknown>
    }
  }
}
