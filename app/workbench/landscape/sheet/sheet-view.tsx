import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { sheetWords } from './sheet-words.ts'

/**
 * What stands beside the map where there is room. On a phone with a living map it lies over its lower edge and can be drawn up; without
 * JavaScript, or on a low screen, it follows below the map.
 */
export function SheetView({ language, children }: { language: Language; children?: Child }) {
  const say = sheetWords(language)
  return (
    <map-sheet class="map-sheet" data-half={say('half')} data-full={say('full')} data-peek={say('peek')}>
      <button type="button" class="map-sheet-grip" aria-expanded="false" aria-controls="map-sheet-inside" hidden>
        <span class="sr">{say('half')}</span>
      </button>
      <div class="map-sheet-inside" id="map-sheet-inside">
        {children}
      </div>
    </map-sheet>
  )
}
