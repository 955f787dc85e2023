const KEPT = 'ecotone.map-letter-keys'
/** for as long as the page is open, also where nothing may be kept */
let isOff: boolean | null = null

/** Do letters and signs work as keys of the map? Kept on the device; switched off by whoever speaks to it, or types by other means. */
export function lettersWork(): boolean {
  isOff ??= kept() === 'off'
  return !isOff
}

export function letLettersWork(work: boolean): void {
  isOff = !work
  try {
    if (work) localStorage.removeItem(KEPT)
    else localStorage.setItem(KEPT, 'off')
  } catch {
    // a browser that keeps nothing forgets it with the page
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}
