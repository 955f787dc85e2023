import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { keepForAnybody } from '../platform/http/kept-pages.ts'
import { factsOf } from '../platform/http/request.ts'
import { letBeFound } from '../platform/http/security.ts'
import { dir } from '../platform/i18n/language.ts'
import { Footer } from './footer.tsx'
import { Header, type Navigation } from './header.tsx'
import { type Preview, PreviewHead } from './preview.tsx'
import { ReadLine } from './read-line.tsx'
import { siteDeskOf } from './site-desk.ts'
import { isOfSite } from './site-parts.ts'
import { uiWords } from './ui-words.ts'

export interface PageOptions {
  /** What the page is about; the name of the site is added to it in the browser's title. */
  title: string
  /** One sentence for search engines and link previews; only pages that anybody may read have one. */
  description?: string
  status?: 200 | 201 | 400 | 403 | 404 | 409 | 410 | 413 | 414 | 421 | 422 | 429 | 500 | 503
  navigation?: Navigation
  /** A strip above everything: what is shown here is an example, and what one can do instead. */
  banner?: Child
  /**
   * `narrow` for one question, `reading` for text (66 characters wide), `plain` for forms and cards (the default), `wide` for tables and lists,
   * `full` for a page that brings its own margins, such as the map.
   */
  width?: 'narrow' | 'reading' | 'plain' | 'wide' | 'full'
  /** The name of this screen, for what there is to read about it; a quiet line at the end. */
  reads?: string
  /** Browser programs the page wants, by asset name (`map-island.js`). The page must work without them. */
  islands?: string[]
  /** Further stylesheets, by asset name (`map-ground.css`). */
  styles?: string[]
  /** May shared caches and search engines keep it? Only pages that look the same to everybody. */
  isPublic?: boolean
  /** Do the header and the footer lead to the parts of the site? Unless told, on public pages and under the site's addresses. */
  ofSite?: boolean
  /**
   * The same for anybody in this language and theme: kept in memory until the site changes, for so many seconds at most. Not for a page
   * with a form that has a key, or that says anything to whoever is signed in beside their name in the header.
   */
  keptSeconds?: number
  /** What is told of the page where it is found or passed on. */
  preview?: Preview
}

/** Answers with a whole page: the shell around what the page itself has to say. */
export async function page(c: Context, options: PageOptions, body: Child): Promise<Response> {
  if (options.isPublic) letBeFound(c)
  else c.header('Cache-Control', 'no-store')
  if (options.keptSeconds !== undefined && options.isPublic) keepForAnybody(c, options.keptSeconds)
  c.status(options.status ?? 200)
  c.header('Content-Language', factsOf(c).language)
  const ofSite = options.ofSite ?? (options.isPublic || isOfSite(c.req.path))
  const navigation = options.navigation ?? siteDeskOf(c)
  return c.html(
    <>
      {raw('<!doctype html>')}
      <Document c={c} options={{ ...options, navigation, ofSite }}>
        {body}
      </Document>
    </>,
  )
}

function Document({ c, options, children }: { c: Context; options: PageOptions; children: Child }) {
  const ofSite = options.ofSite ?? false
  const { language, theme } = factsOf(c)
  const say = uiWords(language)
  return (
    <html lang={language} dir={dir(language)} data-theme={theme === 'system' ? undefined : theme}>
      <Head c={c} options={options} />
      <body>
        <a class="skip" href="#content">
          {say('skip')}
        </a>
        <Header c={c} navigation={options.navigation} banner={options.banner} ofSite={ofSite} />
        <main id="content" class={`page page-${options.width ?? 'plain'}`} tabindex={-1}>
          {children}
          {options.reads && <ReadLine c={c} screen={options.reads} />}
        </main>
        {(options.width !== 'full' || options.isPublic) && <Footer c={c} ofSite={ofSite} />}
      </body>
    </html>
  )
}

function Head({ c, options }: { c: Context; options: PageOptions }) {
  const { assets, language } = factsOf(c)
  const say = uiWords(language)
  const site = say('site')
  // whoever listens hears the title first, and that a form was refused before what it is about
  const refused = options.status === 422 ? `${say('error')} ` : ''
  return (
    <head>
      <meta charset="utf-8" />
      <title>{options.title === site ? site : `${refused}${options.title} · ${site}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {options.description && <meta name="description" content={options.description} />}
      {!options.isPublic && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content="#F6EFE0" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1A1E22" media="(prefers-color-scheme: dark)" />
      <link rel="icon" href={assets.url('mark.svg')} type="image/svg+xml" />
      {['instrument-sans-latin-wght-normal.woff2', 'literata-latin-wght-normal.woff2'].map((font) => (
        <link rel="preload" href={assets.url(font)} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={assets.url('ecotone.css')} />
      {options.styles?.map((name) => (
        <link rel="stylesheet" href={assets.url(name)} />
      ))}
      {options.preview && <PreviewHead c={c} options={options} preview={options.preview} />}
      {options.islands?.map((name) => (
        <script type="module" src={assets.url(name)} />
      ))}
    </head>
  )
}
