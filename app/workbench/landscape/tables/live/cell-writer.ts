/** One cell to be written: what was seen there, and what is to be there. */
export interface CellToWrite {
  thing: string
  column: string
  text: string
  was: string
  why: string
  /** the same for every attempt, so that one that was heard though no answer came is not done twice */
  key: string
}

/** What became of it. */
export type Written =
  | { kind: 'saved'; stands: string; was: string; deed: string | null }
  | { kind: 'refused'; words: string /** what somebody else wrote meanwhile */; stands?: string }
  /** signed out, or no longer on the team */
  | { kind: 'closed' }
  /** a bug over there: trying again would meet it again */
  | { kind: 'failed' }

/** Nobody answered: the line is broken, or over there it starts anew. */
export const unheard = Symbol('unheard')

interface Around {
  /** asks once */
  send(cell: CellToWrite): Promise<Written | typeof unheard>
  /** waits so many milliseconds, or until there is reason to hope */
  wait(ms: number): Promise<void>
  /** told while a cell waits for an answer that does not come */
  waiting(cell: CellToWrite): void
}

const pauses = [1500, 4000, 10_000, 30_000]

/**
 * Writes cells one after the other, in the order in which they were left, and each until it is heard: what was typed while the line was
 * broken is kept and sent later.
 */
export class CellWriter {
  #last: Promise<unknown> = Promise.resolve()
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  write(cell: CellToWrite): Promise<Written> {
    const done = this.#last.then(() => this.#untilHeard(cell))
    this.#last = done.catch(() => {})
    return done
  }

  async #untilHeard(cell: CellToWrite): Promise<Written> {
    for (let attempt = 0; ; attempt += 1) {
      const written = await this.#around.send(cell)
      if (written !== unheard) return written
      this.#around.waiting(cell)
      await this.#around.wait(pauses[Math.min(attempt, pauses.length - 1)]!)
    }
  }
}

/** What an answer of the server says of the one cell that was sent. */
export function readAnswer(status: number, body: unknown): Written | typeof unheard {
  if (status >= 502 && status <= 504) return unheard
  if (status === 403 || status === 404) return { kind: 'closed' }
  const { cells, deed } = (body ?? {}) as {
    cells?: { kind: string; stands?: string; was?: string; words?: string }[]
    deed?: string | null
  }
  const cell = cells?.[0]
  if (!cell) return { kind: 'failed' }
  if (cell.kind !== 'refused')
    return { kind: 'saved', stands: cell.stands ?? '', was: cell.was ?? '', deed: deed ?? null }
  const refused = { kind: 'refused' as const, words: cell.words ?? '' }
  return cell.stands === undefined ? refused : { ...refused, stands: cell.stands }
}
