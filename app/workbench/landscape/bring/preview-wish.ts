import type { Basis, DrawnLandscape } from '../drawn-landscape.ts'
import type { ReadOptions } from '../formats/read-landscape.ts'
import type { SheetColumns } from '../formats/read-sheet.ts'
import { peopleLive } from '../landscape.ts'

/** What somebody chose on the preview: stands in the address, so that going back finds it again. */
export interface PreviewWish {
  name: string | null
  basis: Basis | null
  source: string | null
  licence: string | null
  columns: SheetColumns | null
  /** yes to "should this be mapped at all?", asked where the people live (rule E19) */
  considered: boolean
}

const bases: readonly Basis[] = ['own-sketch', 'consented', 'published', 'fictional']

/** Reads the choices from an address or a form; what makes no sense counts as not chosen. */
export function readWish(get: (name: string) => string | null): PreviewWish {
  const text = (name: string) => get(name)?.trim().slice(0, 500) || null
  const column = (name: string) => {
    const value = get(name)
    return value !== null && /^\d{1,3}$/.test(value) ? Number(value) : null
  }
  const nameColumn = column('column-name')
  return {
    name: text('name'),
    basis: bases.find((basis) => basis === get('basis')) ?? null,
    source: text('source'),
    licence: text('licence'),
    considered: get('mapped') === 'yes',
    columns:
      nameColumn === null
        ? null
        : {
            header: get('header') !== 'no',
            name: nameColumn,
            group: column('column-group'),
            place: column('column-place'),
          },
  }
}

export function readOptions(wish: PreviewWish): ReadOptions {
  return {
    ...(wish.name !== null && { name: wish.name.slice(0, 200) }),
    ...(wish.columns !== null && { columns: wish.columns }),
  }
}

/** Only our own folder says on what ground it may be shown; for everything else the one who brings it says so. */
export function withWish(drawn: DrawnLandscape, wish: PreviewWish, saysItself: boolean): DrawnLandscape {
  const name = wish.name?.slice(0, 200) ?? drawn.about.name
  if (saysItself) return { ...drawn, about: { ...drawn.about, name } }
  const { source, licence } = wish
  return { ...drawn, about: { ...drawn.about, name, basis: wish.basis ?? 'own-sketch', source, licence } }
}

/** Published data need a source and a licence before they come in. */
export function lacksSource({ about }: DrawnLandscape): boolean {
  return about.basis === 'published' && (!about.source || !about.licence)
}

/** People who live come in only after somebody has thought about who could be hurt. */
export function lacksThought({ about }: DrawnLandscape, wish: PreviewWish): boolean {
  return peopleLive(about.basis) && !wish.considered
}

/** The choices as they stand in the address, so that a refused form comes back as it was filled in. */
export function wishQuery(wish: PreviewWish, missing: 'source' | 'mapped'): URLSearchParams {
  const { name, basis, source, licence, columns, considered } = wish
  const chosen: Record<string, string | number | null | undefined> = {
    name,
    basis,
    source,
    licence,
    mapped: considered ? 'yes' : null,
    'column-name': columns?.name,
    'column-group': columns?.group,
    'column-place': columns?.place,
    header: columns && !columns.header ? 'no' : null,
    missing,
  }
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(chosen))
    if (value !== null && value !== undefined) query.set(key, String(value))
  return query
}
