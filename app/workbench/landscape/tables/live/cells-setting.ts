/** What the page tells the island of a table; in the browser nothing else is known of it. */
export interface CellsSetting {
  table: string
  boundary: string | null
  /** addresses: cells are written to, a deed is undone at `undo` + deed + "/undo", a block is pasted at, and what changed is listed */
  write: string
  undo: string
  paste: string
  history: string
  /** the columns that can be written in, by name */
  columns: Record<string, ColumnSetting>
  words: Record<CellWord, string>
}

export interface ColumnSetting {
  as: string
  label: string
  /** value and how it is said */
  choices?: [string, string][]
  /** names that are offered while one types a list */
  offered?: string[]
}

/** "…" stands for the cell or the value that is spoken of. */
export type CellWord =
  | 'saved'
  | 'saving'
  | 'waiting'
  | 'refused'
  | 'again'
  | 'leave'
  | 'keepMine'
  | 'takeTheirs'
  | 'standsNow'
  | 'yours'
  | 'nothing'
  | 'undone'
  | 'undoNothing'
  | 'undoRefused'
  | 'signedOut'
  | 'others'
  | 'cannot'
  | 'editing'
  | 'left'
  | 'pasted'
  | 'looking'
  | 'pasteUnheard'
