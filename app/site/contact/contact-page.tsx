import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { notFound } from '../../platform/http/http.ts'
import { factsOf, languageOf, type Theme } from '../../platform/http/request.ts'
import type { Filled } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { type Blocks, blocksOf } from '../blocks/blocks-of.ts'
import type { SitePlace } from '../for-editors.ts'
import { drawPageWords } from '../pages/draw-page-words.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { findShown } from '../writing/writing-queries.ts'
import { ContactForm } from './contact-form.tsx'
import { type ContactPlace, structuredPlace, writeCard } from './contact-place.ts'
import { contactWords } from './contact-words.ts'
import { type FormTime, timeOf } from './form-time.ts'
import { PlaceCard } from './place-card.tsx'
import { listPlaces } from './place-queries.ts'

/** What stands on the page beside its form. */
interface ContactFound {
  written: ShownWriting | null
  place: ContactPlace | null
  blocks: Blocks
}

/** What the contact page stands on; the seal closes the time at which a form was given out. */
export interface ContactSite extends SitePlace {
  seal: FormTime
}

/** `GET /contact`: where one is found, the words of whoever answers, and a form. */
export function contactPage(site: ContactSite): Handler {
  return (c) => showContact(c, site, { language: languageOf(c) })
}

async function findContact({ db, clock }: SitePlace, theme: Theme): Promise<ContactFound> {
  return db.as({ kind: 'nobody' }, async (tx) => {
    const found = await findShown(tx, 'page', 'contact')
    const [place] = await listPlaces(tx)
    const written = found.kind === 'shown' ? found.writing : null
    const texts = written ? [written.words] : []
    const blocks = await blocksOf(tx, { texts, now: clock.now(), theme })
    return { written, place: place ?? null, blocks }
  })
}

/** The page with its form, as it was sent when it was refused. */
export async function showContact(c: Context, site: ContactSite, filled: Filled): Promise<Response> {
  const { written, place, blocks } = await findContact(site, factsOf(c).theme)
  const { language } = filled
  const say = contactWords(language)
  const title = written?.title ?? say('title')
  const lead = written?.summary || say('lead')
  const { origin } = factsOf(c)
  return page(
    c,
    {
      title,
      description: lead,
      width: 'reading',
      styles: ['words.css', 'written.css', 'contact.css'],
      isPublic: true,
      status: filled.problems ? 422 : 200,
      preview: {
        path: '/contact',
        kind: 'website',
        ...(written && { language: written.language }),
        ...(place && {
          structured: { '@type': 'ContactPage', url: `${origin}/contact`, mainEntity: structuredPlace(place) },
        }),
      },
    },
    <div class="written">
      <div lang={written?.language ?? language}>
        <h1 class="display">{title}</h1>
        <p class="lead">{lead}</p>
      </div>
      {place && <PlaceCard place={place} language={language} />}
      {c.req.query('sent') !== undefined && (
        <div id="sent" tabindex={-1}>
          <Message language={language} kind="done">
            {say('sent')}
          </Message>
        </div>
      )}
      {written && <Words written={written} blocks={blocks} />}
      <ContactForm filled={filled} opened={timeOf(site.seal, site.clock.now())} />
    </div>,
  )
}

function Words({ written: { words, language }, blocks }: { written: ShownWriting; blocks: Blocks }) {
  return (
    <div class="words" lang={language}>
      {raw(drawPageWords(words, language, { blocks }))}
    </div>
  )
}

/** `GET /contact/contact.vcf`: for an address book. */
export function contactCard(sitePlace: SitePlace): Handler {
  return async (c) => {
    const { place } = await findContact(sitePlace, 'light')
    if (!place) throw notFound()
    return c.body(writeCard(place, `${factsOf(c).origin}/`), 200, {
      'Content-Type': 'text/vcard; charset=utf-8',
      'Content-Disposition': 'attachment; filename="contact.vcf"',
    })
  }
}
