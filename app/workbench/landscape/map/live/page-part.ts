import { letLettersWork, lettersWork } from './letter-keys.ts'
import type { PartOpener } from './open-map.ts'

/** From the map to what lies beside it on the page: `t` to the tables, `?` to the key with what every key does. */
export const pagePart: PartOpener = ({ signal }) => {
  followSwitch(signal)
  return { key: onKey }
}

/** The switch in that key which says whether letters and signs work as keys. */
function followSwitch(signal: AbortSignal): void {
  const box = document.querySelector<HTMLInputElement>('[data-map-keys]')
  if (box === null) return
  box.checked = lettersWork()
  box.addEventListener('change', () => letLettersWork(box.checked), { signal })
}

function onKey(key: string): boolean {
  if (key === 't') {
    const tables = document.querySelector<HTMLAnchorElement>('.landscape-head a[href*="view="]:not([aria-current])')
    tables?.click()
    return tables !== null
  }
  const legend = key === '?' ? document.querySelector<HTMLDetailsElement>('.landscape-legend details') : null
  if (legend === null) return false
  legend.open = true
  legend.querySelector('summary')?.focus()
  return true
}
