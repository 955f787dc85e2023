import type { Hono } from 'hono'
import { changeDetailsPage, remove, showDetails } from './details-page.tsx'
import { type EditingPlace, editing, editingOne } from './editing.ts'
import { begin, showList, showNew } from './list-page.tsx'
import { showPreview } from './preview-page.tsx'
import { keepPage, saveDraftPage } from './save-page.ts'
import { show, showShowing, takeDownPage } from './showing-page.tsx'
import { restore, showCompared, showVersions } from './versions/versions-page.tsx'
import { showWritingPage } from './writing-page.tsx'

/** Where editors of the site write. */
export function editingRoutes(app: Hono, place: EditingPlace): void {
  app.get('/writing', editing(place, showList))
  app.get(
    '/writing/new',
    editing(place, (c, one) => showNew(c, one)),
  )
  app.post('/writing', editing(place, begin))
  app.get('/writing/:writing', editingOne(place, showWritingPage))
  app.post('/writing/:writing/draft', editingOne(place, saveDraftPage))
  app.get('/writing/:writing/preview', editingOne(place, showPreview))
  app.get('/writing/:writing/details', editingOne(place, showDetails))
  app.post('/writing/:writing/details', editingOne(place, changeDetailsPage))
  app.get('/writing/:writing/showing', editingOne(place, showShowing))
  app.post('/writing/:writing/showing', editingOne(place, show))
  app.post('/writing/:writing/taking-down', editingOne(place, takeDownPage))
  app.post('/writing/:writing/removal', editingOne(place, remove))
  app.get('/writing/:writing/versions', editingOne(place, showVersions))
  app.post('/writing/:writing/versions', editingOne(place, keepPage))
  app.get('/writing/:writing/versions/compare', editingOne(place, showCompared))
  app.post('/writing/:writing/versions/:version/restoring', editingOne(place, restore))
}
