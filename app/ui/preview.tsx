import type { Context } from 'hono'
import { raw } from 'hono/html'
import { factsOf } from '../platform/http/request.ts'
import { type Language, regionOf } from '../platform/i18n/language.ts'
import { siteParts } from './site-parts.ts'
import { uiWords } from './ui-words.ts'

/** What search engines, feed readers and whoever passes a link on are told of a page that anybody may read. */
export interface Preview {
  /** the one address of the page, from the slash on, whatever it was asked by */
  path: string
  kind: 'website' | 'article'
  /** the language of what is written there, where it is not the one of the page */
  language?: Language
  /** a picture of 1200 × 630, and what is to be seen on it */
  picture?: { path: string; words: string }
  /** feeds that go with the page */
  feeds?: readonly { href: string; type: string; title: string }[]
  /** the page before and after it, where it is one of several */
  previous?: string | null
  next?: string | null
  /** what it is, after schema.org; addresses in it are whole ones */
  structured?: Readonly<Record<string, unknown>>
}

interface PreviewHeadProps {
  c: Context
  options: { title: string; description?: string }
  preview: Preview
}

/** The lines of a head that say it: the canonical address, Open Graph, feeds, JSON-LD. */
export function PreviewHead({ c, options: { title, description }, preview }: PreviewHeadProps) {
  const { origin, language } = factsOf(c)
  const { picture, structured } = preview
  const address = origin + preview.path
  const said: [string, string | undefined][] = [
    ['og:site_name', uiWords(language)('site')],
    ['og:title', title],
    ['og:description', description],
    ['og:type', preview.kind],
    ['og:url', address],
    ['og:locale', regionOf(preview.language ?? language).replace('-', '_')],
    ['og:image', picture && origin + picture.path],
    ['og:image:width', picture && '1200'],
    ['og:image:height', picture && '630'],
    ['og:image:alt', picture?.words],
  ]
  return (
    <>
      <link rel="canonical" href={address} />
      {preview.previous && <link rel="prev" href={preview.previous} />}
      {preview.next && <link rel="next" href={preview.next} />}
      {preview.feeds?.map(({ href, type, title }) => (
        <link rel="alternate" type={type} title={title} href={href} />
      ))}
      {said.map(([property, content]) => content !== undefined && <meta property={property} content={content} />)}
      {picture && <meta name="twitter:card" content="summary_large_image" />}
      {[structured, trailTo(address, { origin, language, title })].map(
        (told) => told && <script type="application/ld+json">{raw(asData(told))}</script>,
      )}
    </>
  )
}

/** The part of the site that a page lies in, and the page, as search engines show them over what they found; of other pages nothing. */
function trailTo(
  address: string,
  at: { origin: string; language: Language; title: string },
): Preview['structured'] | null {
  const part = (['handbook', 'events', 'blog'] as const).find((one) =>
    address.startsWith(`${at.origin}${siteParts[one]}/`),
  )
  if (!part) return null
  const items = [
    { name: uiWords(at.language)(`part_${part}`), item: at.origin + siteParts[part] },
    { name: at.title, item: address },
  ]
  const listed = items.map((one, nth) => ({ '@type': 'ListItem', position: nth + 1, ...one }))
  return { '@type': 'BreadcrumbList', itemListElement: listed }
}

/** JSON that stays inside its element whatever is in it. Of this type a browser runs nothing. */
function asData(structured: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...structured }).replace(/[<>&]/g, (sign) =>
    sign === '<' ? '\\u003c' : sign === '>' ? '\\u003e' : '\\u0026',
  )
}
