/** Why a file cannot be written or brought back, in a word; the command line says it in a sentence. */
export type BackupReason =
  | 'not-a-backup'
  | 'newer-format'
  | 'passphrase-needed'
  | 'wrong-passphrase'
  | 'cut-off'
  | 'damaged'
  | 'not-empty'
  | 'newer-version'
  | 'other-version'
  | 'bad-tombstones'

/** Something about a backup that whoever runs the instance has to know; not a bug. */
export class BackupProblem extends Error {
  readonly reason: BackupReason
  /** what it is about: a table, a migration, a file */
  readonly about: string | null
  constructor(reason: BackupReason, about: string | null = null, cause?: unknown) {
    super(`The backup: ${reason}${about ? ` (${about})` : ''}`, { cause })
    this.reason = reason
    this.about = about
  }
}
