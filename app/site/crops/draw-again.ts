import type { Handler } from 'hono'
import { keepAudit } from '../../people/audit/audit.ts'
import { requireFresh } from '../../people/fresh.ts'
import { signedIn } from '../../people/people.ts'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { cropOf } from '../../workbench/landscape/picture/crop-of-map.ts'
import type { SitePlace } from '../for-editors.ts'
import { drawPictureAgain } from '../pictures/keep-picture.ts'
import { address, cropPage } from './crop-views.tsx'
import { listCrops, noteDrawnAgain } from './crops-queries.ts'
import { cropsWords } from './crops-words.ts'
import type { cropCutter } from './cut-crop.ts'

/** `POST /writing/maps/:picture/drawing`: the same part of the map as it is now, under the same name and words. */
export function drawAgain(
  { reading, cropped, painted, factsOfDrawing }: ReturnType<typeof cropCutter>,
  { db, clock }: SitePlace,
): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent(address)}`, 303)
    const stale = requireFresh(c)
    if (stale) return stale
    const id = c.req.param('picture')
    if (!isUuid(id)) throw notFound()
    const found = await reading(person, async (tx, mine) => {
      const [crop] = await listCrops(tx, id)
      const landscape = mine.find((one) => one.id === crop?.landscapeId)
      if (!crop || !landscape) throw notFound()
      const { boundaryId: boundary, around } = crop
      return { crop, wish: await cropped(c, { person, tx, mine }, { landscape, boundary, around }) }
    })
    const { wish, crop } = found
    const language = languageOf(c)
    const say = cropsWords(language)
    const refuse = (words: string) =>
      reading(person, async (tx, mine) =>
        cropPage(c, { language, problems: { '': words } }, { mine, wish: null, drawn: await listCrops(tx) }),
      )
    if (!cropOf(wish.cropped, wish.around)) return refuse(say('no_hill_now', { name: crop.name }))
    const sizes = await painted(c, person, wish)
    if (!sizes) return refuse(say('not_painted'))
    await db.as({ kind: 'person', id: person.id }, async (tx) => {
      await drawPictureAgain(tx, id, { ...factsOfDrawing(wish), sizes })
      await noteDrawnAgain(tx, id, clock.now())
      await keepAudit(tx, { what: 'export-taken', landscapeId: wish.landscape.id })
    })
    return c.redirect(`${address}?again=${crop.name}#${crop.name}`, 303)
  }
}
