import { eventsToName } from '../../events/dates-in-words.ts'
import { eventWords } from '../../events/event-words.ts'
import { eventKinds } from '../../events/events.ts'
import { signsOfPicture } from '../../writing/signs-of-picture.ts'
import type { EditingOne } from '../editing.ts'
import { editingWords } from '../editing-words.ts'
import { drawnMaps } from './places-queries.ts'

/** Something that a text can show as a paragraph of its own, with the signs that stand for it. */
export interface BlockToPut {
  /** `picture:ridge`, `event:breakfast-on-the-quay`, `events:workshop` */
  to: string
  name: string
  signs: string
  /** of a picture, what is to be seen */
  alt?: string
}

export interface BlocksToPut {
  maps: BlockToPut[]
  events: BlockToPut[]
  kinds: BlockToPut[]
}

/** What is there to be put in: parts of maps, single events that are to come, and kinds of them. */
export async function blocksToPut({ tx, clock, language }: EditingOne): Promise<BlocksToPut> {
  const kind = eventWords(language)
  const ofDates = (to: string, name: string) => ({ to, name, signs: `[${name.replace(/[[\]\\]/g, '\\$&')}](${to})` })
  return {
    maps: (await drawnMaps(tx)).map((map) => ({
      to: `picture:${map.name}`,
      name: map.caption.split('. ')[0] === '' ? map.alt : `${map.caption.split('. ')[0]}: ${map.alt}`,
      signs: signsOfPicture(map),
      alt: map.alt,
    })),
    events: (await eventsToName(tx, clock.now())).map(({ slug, title }) => ofDates(`event:${slug}`, title)),
    kinds: [
      ofDates('events:all', kind('kind_all')),
      ...eventKinds.map((one) => ofDates(`events:${one}`, kind(`kind_${one}`))),
    ],
  }
}

/** The groups as a list to choose from shows them, without those that are empty. */
export function groupsOf({ maps, events, kinds }: BlocksToPut, { language }: Pick<EditingOne, 'language'>) {
  const say = editingWords(language)
  return [
    { label: say('desk_maps'), blocks: maps },
    { label: say('desk_events'), blocks: events },
    { label: say('desk_kinds'), blocks: kinds },
  ].filter(({ blocks }) => blocks.length > 0)
}
