import type { Hono } from 'hono'
import { appendixPage } from './appendix-page.tsx'
import { cardPage } from './card-page.tsx'
import { chapterPage } from './chapter-page.tsx'
import { changeEditions, closedEditionFile, editionsPage } from './closed/editions-page.tsx'
import { editionFile } from './edition/edition-file.ts'
import { handbookPage } from './handbook-page.tsx'
import type { BookPlace } from './reading.tsx'
import { searchPage } from './search/search-page.tsx'
import { toScreen } from './to-screen.ts'

/** The handbook, as anybody reads it. */
export function handbookRoutes(app: Hono, place: BookPlace): void {
  app.get('/handbook', handbookPage(place))
  app.get('/handbook/glossary', appendixPage(place, 'glossary'))
  app.get('/handbook/sources', appendixPage(place, 'sources'))
  app.get('/handbook/search', searchPage(place))
  app.get('/handbook/screens/:screen', toScreen(place))
  app.get('/handbook/editions', editionsPage(place))
  app.post('/handbook/editions', changeEditions(place))
  app.get('/handbook/editions/:edition/:file', closedEditionFile(place))
  app.get('/handbook/files/:name', editionFile(place))
  app.get('/handbook/cards/:slug', cardPage(place))
  // last: it has a place for any name
  app.get('/handbook/:slug', chapterPage(place))
}
