import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'
import { findLandscape, slugOf } from '../landscape.ts'
import { insertLandscape } from '../landscape-queries.ts'
import { type LandscapeTemplate, landscapeTemplate, type TemplateId } from '../templates/landscape-templates.ts'
import { addGroups } from './add-people.ts'
import { drawBoundary } from './draw-boundary.ts'

/**
 * Opens an empty sketch of one's own: its people are labels that only the author reads, kept for thirty days unless they are told.
 * `template` gives it groups and boundaries to start from. `considered` is the moment somebody said yes to "should this be mapped at all?" (rule E19).
 */
export async function startSketch(
  tx: Tx,
  clock: Clock,
  what: { name: string; hope: string | null; language: Language; considered: boolean; template?: TemplateId | null },
): Promise<{ kind: 'started'; slug: string } | { kind: 'refused'; reason: 'not-considered' | 'no-name' }> {
  if (!what.considered) return { kind: 'refused', reason: 'not-considered' }
  if (!what.name.trim()) return { kind: 'refused', reason: 'no-name' }
  const now = clock.now()
  const { about } = emptyLandscape({
    name: what.name.trim(),
    hope: what.hope,
    language: what.language,
    basis: 'own-sketch',
  })
  const slug = await insertLandscape(tx, uuidv7(now.getTime()), slugOf(about.name), about, now)
  if (what.template) await fillFrom(tx, clock, slug, landscapeTemplate(what.template, what.language))
  return { kind: 'started', slug }
}

/** The groups and boundaries of an empty landscape; nobody is in it yet. */
async function fillFrom(tx: Tx, clock: Clock, slug: string, template: LandscapeTemplate): Promise<void> {
  const landscape = await findLandscape(tx, slug)
  if (!landscape) throw new Error(`The landscape ${slug} was just begun and is not there.`)
  await addGroups(tx, clock, landscape, template.groups)
  for (const boundary of template.boundaries) {
    const drawn = await drawBoundary(tx, clock, landscape, boundary)
    if (drawn.kind === 'refused') throw new Error(`The template ${template.id} has a boundary with ${drawn.reason}.`)
  }
}
