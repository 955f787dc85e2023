import type { Hono } from 'hono'
import type { Place } from '../../visit.tsx'
import { deviceSketchPage, type ReadingPrograms } from '../device/device-sketch-page.tsx'
import { boundaryStep, drawBoundaryHandler } from './boundary-step.tsx'
import { newSketchPage, startSketchHandler } from './new-sketch-page.tsx'
import { addPeopleHandler, peopleStep } from './people-step.tsx'
import { standHandler, standingStep } from './standing-step.tsx'
import { sayTiesHandler, tiesStep } from './ties-step.tsx'
import { welcomePage } from './welcome-page.tsx'

/** The first fifteen minutes, screen by screen; and wholly in the browser, where the programs that read a sketch are those of a higher part. */
export function sketchRoutes(app: Hono, place: Place, programs: ReadingPrograms): void {
  app.get('/sketch', deviceSketchPage(programs))
  app.get('/welcome', welcomePage(place))
  app.get('/landscapes/new', newSketchPage).post(startSketchHandler(place))
  app.get('/landscapes/:slug/sketch/people', peopleStep(place)).post(addPeopleHandler(place))
  app.get('/landscapes/:slug/sketch/boundary', boundaryStep(place)).post(drawBoundaryHandler(place))
  app
    .get('/landscapes/:slug/sketch/boundary/:boundary/groups', standingStep(place, 'groups'))
    .post(standHandler(place, 'groups'))
  app
    .get('/landscapes/:slug/sketch/boundary/:boundary/people', standingStep(place, 'people'))
    .post(standHandler(place, 'people'))
  app.get('/landscapes/:slug/sketch/ties/:group?', tiesStep(place)).post(sayTiesHandler(place))
}
