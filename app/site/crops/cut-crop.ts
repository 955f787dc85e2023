import type { Context } from 'hono'
import type { Person } from '../../people/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden } from '../../platform/http/http.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { type Landscape, landscapesOf } from '../../workbench/landscape/landscape.ts'
import { maySteward } from '../../workbench/landscape/landscape-policy.ts'
import { captionOf, cropOf, mapToCrop } from '../../workbench/landscape/picture/crop-of-map.ts'
import { cropPainter } from '../../workbench/landscape/picture/paint-crop.ts'
import type { SitePlace } from '../for-editors.ts'
import { sizesOfPainted } from '../pictures/keep-picture.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import type { Wish } from './crop-views.tsx'

/** Reads which part of which map is wanted, as far as the viewer may show it, and paints it. */
export function cropCutter({ db, clock }: SitePlace) {
  const paint = cropPainter()

  /** Whoever edits the site, with the landscapes that they are a steward of: nobody else may show one to anybody. */
  async function reading<T>(person: Person, read: (tx: Tx, mine: Landscape[]) => Promise<T>): Promise<T> {
    return db.as({ kind: 'person', id: person.id }, async (tx) => {
      if (!(await mayEditTheSite(tx))) throw forbidden()
      return read(tx, (await landscapesOf(tx)).filter(maySteward))
    })
  }

  async function cropped(
    c: Context,
    { person, tx, mine }: { person: Person; tx: Tx; mine: Landscape[] },
    { landscape, boundary, around }: Pick<Wish, 'landscape' | 'boundary' | 'around'>,
  ): Promise<Wish> {
    const visit = { tx, person, landscape, landscapes: mine }
    const map = await mapToCrop(visit, { boundary, language: languageOf(c), now: clock.now() })
    return { landscape, boundary, around, cropped: map }
  }

  async function wishOf(c: Context, person: Person, tx: Tx, mine: Landscape[], sent: Sent): Promise<Wish | null> {
    const landscape = mine.find(({ slug }) => slug === textOf(sent, 'landscape'))
    if (!landscape) return null
    const [boundary = null, around = null] = ['boundary', 'around'].map((field) => textOf(sent, field) || null)
    return cropped(c, { person, tx, mine }, { landscape, boundary, around })
  }

  /** The picture of a part, outside any transaction, which would stay open meanwhile; null where there is none, or no painter is free. */
  async function painted(c: Context, person: Person, { cropped: map, around }: Wish) {
    const crop = cropOf(map, around)
    const made = crop && (await paint(factsOf(c).assets, person.id, crop.svg, c.req.raw.signal))
    return made?.kind === 'painted' ? sizesOfPainted(made) : null
  }

  const factsOfDrawing = ({ cropped: map, landscape, boundary }: Wish) => ({
    caption: captionOf(map, landscape.name, boundary),
    drawn: { on: clock.now().toISOString().slice(0, 10), asOf: map.drawn.about.asOf ?? null },
  })

  return { reading, cropped, wishOf, painted, factsOfDrawing }
}
