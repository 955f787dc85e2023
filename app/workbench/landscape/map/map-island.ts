import { LivingMap } from './live/living-map.ts'

customElements.define('living-map', LivingMap)
