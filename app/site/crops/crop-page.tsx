import type { Handler } from 'hono'
import { keepAudit } from '../../people/audit/audit.ts'
import { requireFresh } from '../../people/fresh.ts'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Problems } from '../../ui/form.tsx'
import { cropOf } from '../../workbench/landscape/picture/crop-of-map.ts'
import type { SitePlace } from '../for-editors.ts'
import { keepPicture } from '../pictures/keep-picture.ts'
import { address, cropPage } from './crop-views.tsx'
import { insertCrop, listCrops } from './crops-queries.ts'
import { cropsWords } from './crops-words.ts'
import { cropCutter } from './cut-crop.ts'
import { drawAgain } from './draw-again.ts'

const longestAlt = 1000

/** Parts of maps for texts of the site: chosen, drawn as anybody may see them, kept as a picture, and drawn again when the map moved on. */
export function cropPages({ db, clock }: SitePlace) {
  const cutter = cropCutter({ db, clock })
  const { reading, wishOf, painted, factsOfDrawing } = cutter

  const show: Handler = async (c) => {
    const person = signedIn(c)
    if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent(address)}`, 303)
    return reading(person, async (tx, mine) => {
      const wish = await wishOf(c, person, tx, mine, c.req.query())
      return cropPage(c, { language: languageOf(c) }, { mine, wish, drawn: await listCrops(tx) })
    })
  }

  const keep: Handler = async (c) => {
    const person = signedIn(c)
    if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent(address)}`, 303)
    const stale = requireFresh(c)
    if (stale) return stale
    const sent = await readForm(c)
    const language = languageOf(c)
    const say = cropsWords(language)
    const alt = textOf(sent, 'alt').replace(/\s+/g, ' ').slice(0, longestAlt)
    const found = await reading(person, async (tx, mine) => ({ mine, wish: await wishOf(c, person, tx, mine, sent) }))
    const refuse = (problems: Problems) => cropPage(c, { language, typed: sent, problems }, { ...found, drawn: [] })
    const { wish } = found
    if (!wish) return refuse({ landscape: say('no_landscape') })
    if (!cropOf(wish.cropped, wish.around)) return refuse({ around: say('no_hill') })
    if (alt === '') return refuse({ alt: say('no_alt') })
    const sizes = await painted(c, person, wish)
    if (!sizes) return refuse({ '': say('not_painted') })
    const name = await db.as({ kind: 'person', id: person.id }, async (tx) => {
      const pictureName = await keepPicture(tx, clock, { alt, fileName: 'map.png', sizes, ...factsOfDrawing(wish) })
      const { landscape, boundary, around } = wish
      await insertCrop(tx, {
        landscapeId: landscape.id,
        pictureName,
        boundaryId: boundary,
        around,
        at: clock.now(),
      })
      await keepAudit(tx, { what: 'export-taken', landscapeId: landscape.id })
      return pictureName
    })
    return c.redirect(`/writing/pictures?kept=${name}`, 303)
  }

  return { show, keep, again: drawAgain(cutter, { db, clock }) }
}
