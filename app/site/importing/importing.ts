/** A post as another program gave it away, before it is looked at. */
export interface ForeignPost {
  title: string
  slug: string
  html: string
  summary: string
  byline: string
  tags: string[]
  state: 'shown' | 'draft'
  shownAt: Date | null
  /** where it stood, for links that begin there */
  address: string | null
  comments: ForeignComment[]
  /** nobody could comment on it any longer */
  closed: boolean
}

/** A comment as another program gave it away; neither addresses for mail nor those of networks or pages of its writer are read. */
export interface ForeignComment {
  id: string
  /** the comment it answers */
  answers: string | null
  writer: string
  at: Date | null
  html: string
  state: 'approved' | 'waiting' | 'spam' | 'thrown-away' | 'pingback' | 'other'
}

/** Why an entry of the file does not come. */
export type LeftOutReason =
  | 'page'
  | 'not-text'
  | 'in-the-bin'
  | 'private'
  | 'empty'
  | 'too-long'
  | 'no-html'
  | 'twice'
  | 'standing'

export type ForeignEntry =
  | { kind: 'post'; post: ForeignPost }
  // with how many comments were approved on it
  | { kind: 'left-out'; title: string; reason: LeftOutReason; comments: number }

/** What a file holds; null when it is of neither kind, or broken. */
export type ReadFile = { from: 'wordpress' | 'ghost'; entries: ForeignEntry[] } | null
