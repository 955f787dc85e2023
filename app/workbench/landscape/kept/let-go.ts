import type { Handler } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { type Place, pathIn, visiting } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { deleteKept } from './kept-queries.ts'

/** `POST /landscapes/:slug/custom-fields/:field/forgotten`: forgets what was kept besides, for good. Sent twice, it is gone once. */
export function letGoHandler(place: Place): Handler {
  return visiting(place, async (c, { tx, landscape }) => {
    const sent = await readForm(c)
    if (!mayDraw(landscape)) throw forbidden()
    const id = c.req.param('field')
    if (!isUuid(id)) throw notFound()
    await deleteKept(tx, landscape.id, id)
    const back = textOf(sent, 'back')
    return c.redirect(back.startsWith(`${pathIn(landscape)}/`) ? back : pathIn(landscape, 'landscape'), 303)
  })
}
