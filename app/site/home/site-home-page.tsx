import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import type { Tx } from '../../platform/db/database.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { page } from '../../ui/page.tsx'
import { type Blocks, blocksOf } from '../blocks/blocks-of.ts'
import { type ContactPlace, structuredPlace } from '../contact/contact-place.ts'
import { listPlaces } from '../contact/place-queries.ts'
import type { NextEvent, NextEvents } from '../events/next-event.ts'
import type { SitePlace } from '../for-editors.ts'
import { drawPageWords } from '../pages/draw-page-words.ts'
import { listSupporters } from '../supporters/supporter-queries.ts'
import type { Supporter } from '../supporters/supporters.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { findShown, listShown } from '../writing/writing-queries.ts'
import { FrontHero } from './front-hero.tsx'
import { HandbookContents, LatestPost, NextEventRows, SupporterNames } from './home-blocks.tsx'
import { type HomePart, partsOfHome } from './parts-of-home.ts'
import { SelfCheck } from './self-check.tsx'
import { siteWords } from './site-words.ts'

/** What the first page stands on. */
export interface HomePlace extends SitePlace {
  nextEvents: NextEvents
}

interface Found {
  home: ShownWriting | null
  post: ShownWriting | null
  chapters: ShownWriting[]
  events: NextEvent[]
  supporters: Supporter[]
  place: ContactPlace | null
  blocks: Blocks
}

/** `GET /` for whoever reads the site: what this is, in the words of whoever runs it, and what there is to read and to come to. */
export function siteHomePage({ db, clock, nextEvents }: HomePlace): Handler {
  return async (c) => {
    const language = languageOf(c)
    const now = clock.now()
    const found = await db.as({ kind: 'nobody' }, async (tx) => {
      const written = await writingsOf(tx)
      const texts = [written.home, written.post].flatMap((one) => one?.words ?? [])
      return {
        ...written,
        blocks: await blocksOf(tx, { texts, now, theme: factsOf(c).theme }),
        events: await nextEvents(tx, { now, limit: 4, language }),
      }
    })
    const told = tellOf(found.home, language)
    return page(
      c,
      {
        title: told.title,
        description: told.lead,
        width: 'full',
        styles: ['words.css', 'front.css'],
        isPublic: true,
        // dates go by while nothing is changed
        keptSeconds: 300,
        preview: {
          path: '/',
          kind: 'website',
          language: told.language,
          structured: structuredSite(c, told, found.place),
        },
      },
      <div class="front-page">
        <FrontHero c={c} {...told} />
        <div class="front-parts" lang={told.language}>
          {partsOf(found.home, language).map((part, nth) => (
            <Part c={c} part={part} nth={nth} written={told.language} found={found} />
          ))}
        </div>
      </div>,
    )
  }
}

async function writingsOf(tx: Tx): Promise<Omit<Found, 'events' | 'blocks'>> {
  const home = await findShown(tx, 'page', 'home')
  const [post] = await listShown(tx, { kind: 'post', limit: 1 })
  const chapters = await listShown(tx, { kind: 'chapter', limit: 60 })
  const [place] = await listPlaces(tx)
  const supporters = await listSupporters(tx)
  return {
    home: home.kind === 'shown' ? home.writing : null,
    post: post ?? null,
    chapters,
    place: place ?? null,
    supporters,
  }
}

/** Title and lead of the writing "home"; on an instance that has none, our own. */
function tellOf(home: ShownWriting | null, language: Language) {
  if (home) return { title: home.title, lead: home.summary, language: home.language }
  const say = siteWords(language)
  return { title: say('front_title'), lead: say('front_lead'), language }
}

function partsOf(home: ShownWriting | null, language: Language): HomePart[] {
  if (home) return partsOfHome(home.words)
  const say = siteWords(language)
  return partsOfHome(`${say('front_word')}\n\n${say('front_yours')}`)
}

/** The site and whoever runs it, after schema.org. */
function structuredSite(
  c: Context,
  { title, lead, language }: ReturnType<typeof tellOf>,
  place: ContactPlace | null,
): Record<string, unknown> {
  const { origin } = factsOf(c)
  const organization = {
    '@type': 'Organization',
    '@id': `${origin}/#organization`,
    name: 'Ecotone',
    ...(place && structuredPlace(place)),
    url: `${origin}/`,
  }
  const site = {
    '@type': 'WebSite',
    '@id': `${origin}/#site`,
    name: 'Ecotone',
    alternateName: title,
    description: lead,
    url: `${origin}/`,
    inLanguage: language,
    publisher: { '@id': organization['@id'] },
  }
  return { '@graph': [organization, site] }
}

interface PartProps {
  c: Context
  part: HomePart
  nth: number
  written: Language
  found: Found
}

function Part({ c, part, nth, written, found }: PartProps) {
  if (part.kind === 'self-check') return <SelfCheck statements={part.statements} language={written} />
  if (part.kind === 'words' || part.kind === 'voices') {
    const name = part.kind === 'voices' ? 'front-voices' : 'words front-words'
    return (
      <div class={name}>
        {raw(
          drawPageWords(`${nth} ${found.home?.words}`, written, {
            prefix: nth === 0 ? '' : `${nth}-`,
            blocks: found.blocks,
            tree: part.root,
          }),
        )}
      </div>
    )
  }
  const language = languageOf(c)
  return (
    <div class="front-block" lang={language}>
      {part.block === 'latest-post' && <LatestPost c={c} post={found.post} blocks={found.blocks} />}
      {part.block === 'next-events' && <NextEventRows c={c} events={found.events} />}
      {part.block === 'supporters' && <SupporterNames c={c} supporters={found.supporters} />}
      {part.block === 'handbook' && <HandbookContents c={c} chapters={found.chapters} />}
    </div>
  )
}
