import type { Hono } from 'hono'
import type { Place } from '../visit.tsx'
import { boundaryPage } from './boundary-page.tsx'
import { careRoutes } from './care/care-routes.ts'
import { addCompareApi } from './compare/compare-api.ts'
import { drawingRoutes } from './drawing/drawing-routes.ts'
import { historyRoutes } from './history/history-routes.ts'
import { letGoHandler } from './kept/let-go.ts'
import { addLandscapeApi } from './landscape-api.ts'
import { landscapePage } from './landscape-page.tsx'
import { landscapesPage } from './landscapes-page.tsx'
import { measurePage } from './lens/measure-page.tsx'
import type { ClearingsOf } from './looking.ts'
import { mapBytesHandler } from './map-bytes.ts'
import { namingsPage, tickOffHandler } from './namings/namings-page.tsx'
import { newsStream } from './news/news-stream.ts'
import { pictureRoutes } from './picture/picture-routes.tsx'
import { placesRoutes } from './places/places-routes.ts'
import { practicePage } from './practice-page.tsx'
import { addCellsApi } from './tables/cells/cells-api.ts'
import { pastedHandler, pastePage } from './tables/paste/pasted-page.tsx'
import { tableFileHandler } from './tables/table-file.ts'
import { takeAwayHandler } from './take-away/take-away-file.ts'
import { takeAwayPage } from './take-away/take-away-page.tsx'
import { toldPage } from './told/told-page.tsx'
import { recordConsentHandler, toldPersonPage } from './told/told-person-page.tsx'

/** The landscape itself: as a map, as tables, one hill, one boundary, and to take away. */
export function landscapeRoutes(app: Hono, place: Place, clearingsOf: ClearingsOf): void {
  app.get('/landscapes', landscapesPage(place))
  app.get('/landscapes/:slug/landscape', landscapePage(place, clearingsOf))
  app.get('/landscapes/:slug/landscape.csv', tableFileHandler(place))
  app.get('/landscapes/:slug/landscape/pasted', pastePage(place)).post(pastedHandler(place))
  app.get('/landscapes/:slug/landscape/news', newsStream(place))
  app.get('/landscapes/:slug/landscape/map', mapBytesHandler(place, clearingsOf))
  pictureRoutes(app, place, clearingsOf)
  app.get('/landscapes/:slug/measures/:measure', measurePage(place))
  app.get('/landscapes/:slug/practices/:practice', practicePage(place))
  app.get('/landscapes/:slug/boundaries/:boundary', boundaryPage(place))
  app.get('/landscapes/:slug/export', takeAwayPage(place))
  app.get('/landscapes/:slug/export/:format', takeAwayHandler(place))
  app.get('/landscapes/:slug/export.zip', takeAwayHandler(place, 'folder'))
  app.post('/landscapes/:slug/custom-fields/:field/forgotten', letGoHandler(place))
  app.get('/landscapes/:slug/told', toldPage(place))
  app.get('/landscapes/:slug/told/:person', toldPersonPage(place)).post(recordConsentHandler(place))
  app.get('/landscapes/:slug/words-to-read', namingsPage(place)).post(tickOffHandler(place))
  careRoutes(app, place)
  addLandscapeApi(app, place)
  addCompareApi(app, place)
  drawingRoutes(app, place)
  historyRoutes(app, place)
  addCellsApi(app, place)
  placesRoutes(app, place)
}
