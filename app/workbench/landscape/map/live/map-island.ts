import { LivingMap } from './living-map.ts'

customElements.define('living-map', LivingMap)
