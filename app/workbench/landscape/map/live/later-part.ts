import type { MapPart, OpenMap, PartOpener } from './open-map.ts'

/** When a part is loaded: by the button that asks for it, or at once where it goes on with what was begun. */
interface Wanted {
  by: string
  already(open: OpenMap): boolean
}

/**
 * A part of the map that not everybody needs: it is loaded once the map is open, or once it is `wanted`. A button that was pressed
 * meanwhile is not forgotten; whatever else happens until then passes it by.
 *
 * @param load fetches the part; nothing for whom it is not
 */
export function laterPart(load: (open: OpenMap) => Promise<PartOpener> | null, wanted?: Wanted): PartOpener {
  return (open) => {
    let part: MapPart = {}
    let coming: Promise<MapPart> | undefined
    const begin = (): Promise<MapPart> | undefined => {
      coming ??= load(open)?.then((opener) => {
        part = open.signal.aborted ? {} : opener(open)
        if (!open.signal.aborted) open.setSigns()
        return part
      })
      coming?.catch((error: unknown) => console.warn('A part of the map could not be loaded:', error))
      return coming
    }
    if (wanted === undefined || wanted.already(open)) begin()
    return {
      drawn: (frame) => part.drawn?.(frame) ?? '',
      takes: (from) => part.takes?.(from) ?? false,
      drawing: (line, done) => part.drawing?.(line, done),
      tapped: (spot, reach) => part.tapped?.(spot, reach) ?? false,
      asked: (what) => {
        const loading = wanted === undefined || what === wanted.by ? begin() : coming
        loading?.then(
          (opened) => opened.asked?.(what),
          () => {},
        )
      },
      key: (key) => part.key?.(key) ?? false,
      settled: () => part.settled?.(),
      left: () => part.left?.(),
    }
  }
}
