import type { MapPart, PartOpener } from './open-map.ts'

/**
 * A part of the map that not everybody needs: it is loaded once the map is open. A button that was pressed meanwhile is not forgotten;
 * whatever else happens until then passes it by.
 *
 * @param load fetches the part; nothing for whom it is not
 */
export function laterPart(load: (open: Parameters<PartOpener>[0]) => Promise<PartOpener> | null): PartOpener {
  return (open) => {
    const coming = load(open)?.then((opener) => (open.signal.aborted ? {} : opener(open)))
    if (coming === undefined) return {}
    let part: MapPart = {}
    coming.then(
      (opened) => {
        part = opened
        if (!open.signal.aborted) open.setSigns()
      },
      (error: unknown) => console.warn('A part of the map could not be loaded:', error),
    )
    return {
      drawn: (frame) => part.drawn?.(frame) ?? '',
      takes: (from) => part.takes?.(from) ?? false,
      drawing: (line, done) => part.drawing?.(line, done),
      tapped: (spot, reach) => part.tapped?.(spot, reach) ?? false,
      asked: (what) => void coming.then((opened) => opened.asked?.(what)),
      key: (key) => part.key?.(key) ?? false,
      settled: () => part.settled?.(),
      left: () => part.left?.(),
    }
  }
}
