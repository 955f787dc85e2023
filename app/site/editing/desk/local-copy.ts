/** What somebody typed, as it lies on their device until the server said that it has it. */
export interface LocalCopy {
  title: string
  summary: string
  words: string
  /** which round of the draft they had before them */
  round: string
}

const fields = ['title', 'summary', 'words', 'round'] as const

/** Keeps a copy on this device; a browser that keeps nothing, or is full, is no reason to stop writing. */
export function keepCopy(id: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(nameOf(id), JSON.stringify(copy))
  } catch {}
}

/** The copy of a writing; null when there is none that can be read. */
export function copyOf(id: string): LocalCopy | null {
  try {
    const found = JSON.parse(localStorage.getItem(nameOf(id)) ?? 'null') as Partial<LocalCopy> | null
    return found && fields.every((field) => typeof found[field] === 'string') ? (found as LocalCopy) : null
  } catch {
    return null
  }
}

export function dropCopy(id: string): void {
  try {
    localStorage.removeItem(nameOf(id))
  } catch {}
}

/** Do both say the same, whatever round they are of? */
export function saySame(one: LocalCopy, other: LocalCopy): boolean {
  return one.title === other.title && one.summary === other.summary && one.words === other.words
}

function nameOf(id: string): string {
  return `ecotone.writing.${id}`
}
