import { createHash } from 'node:crypto'

/** One line of the audit as the database holds it; times and hashes as text, so that they can be hashed again digit by digit. */
export interface AuditLine {
  seq: number | null
  at: string
  who: string | null
  what: string
  landscapeId: string | null
  aboutId: string | null
  outcome: string
  former: string | null
  hash: string | null
}

/** The end of a chain, to be kept somewhere else: whoever holds it can tell whether anything before it was changed or cut off. */
export interface AuditHead {
  seq: number
  hash: string
}

/** What a chain that was tampered with shows, with the place of the first line that does not fit. */
export type AuditProblem =
  | { kind: 'changed'; seq: number }
  | { kind: 'missing'; seq: number }
  | { kind: 'broken'; seq: number }
  | { kind: 'unchained' }
  | { kind: 'cut-off'; seq: number }
  | { kind: 'other-head'; seq: number }

const beginning = '0'.repeat(64)

/** The hash that a line ought to have: over everything in it and the hash of the line before. Computed as `audit_hash` does in the database. */
function hashOfLine(line: AuditLine): string {
  const { seq, at, who, what, landscapeId, aboutId, outcome, former } = line
  const text = [seq, at, who ?? '-', what, landscapeId ?? '-', aboutId ?? '-', outcome, former ?? ''].join('|')
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Goes along a chain as its lines come, in the order of their places, and remembers the end. `problem` is the first thing that does not fit.
 * A chain that was cut off at its end looks whole by itself: only a head that was kept elsewhere (`kept`) tells.
 */
export class AuditChain {
  head: AuditHead = { seq: 0, hash: beginning }
  problem: AuditProblem | null = null
  private readonly kept: AuditHead | null

  constructor(kept: AuditHead | null = null) {
    this.kept = kept
  }

  add(line: AuditLine): void {
    this.problem ??= this.problemWith(line)
    if (line.seq !== null && line.hash !== null) this.head = { seq: line.seq, hash: line.hash }
  }

  /** To be called after the last line. */
  end(): AuditProblem | null {
    if (!this.problem && this.kept && this.kept.seq > this.head.seq)
      this.problem = { kind: 'cut-off', seq: this.head.seq + 1 }
    return this.problem
  }

  private problemWith(line: AuditLine): AuditProblem | null {
    if (line.seq === null || line.hash === null) return { kind: 'unchained' }
    if (line.seq !== this.head.seq + 1) return { kind: 'missing', seq: this.head.seq + 1 }
    if (hashOfLine(line) !== line.hash) return { kind: 'changed', seq: line.seq }
    if (line.former !== this.head.hash) return { kind: 'broken', seq: line.seq }
    if (this.kept?.seq === line.seq && this.kept.hash !== line.hash) return { kind: 'other-head', seq: line.seq }
    return null
  }
}
