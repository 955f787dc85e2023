/** What a command leaves behind: 0 done, 1 what was given cannot be used, 2 the command itself was not understood. */
export type ExitCode = 0 | 1 | 2

/** Where a command writes: the answer alone on `answer`, everything else on `aside`. */
export interface Terminal {
  answer: (text: string) => void
  aside: (text: string) => void
  /** somebody watches `aside`: progress may be drawn there */
  watched: boolean
}

/** A command line that was not understood; ends with exit code 2. */
export interface Misunderstood {
  kind: 'misunderstood'
  why: string
}

export function misunderstood(why: string): Misunderstood {
  return { kind: 'misunderstood', why }
}
