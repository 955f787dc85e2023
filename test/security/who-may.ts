/**
 * Who may: anybody at all; anybody signed in; whoever sees the landscape (a visitor of the example too); who is on its team and reads, draws, convenes,
 * stewards it; whoever edits the site, or moderates it, which editors do as well; the sender of a file; who takes part in a space; an instance steward; whoever holds the one link or code that opens it, signed in or not.
 */
export type Who =
  | 'anybody'
  | 'signed in'
  | 'sees'
  | 'reads'
  | 'draws'
  | 'convenes'
  | 'stewards'
  | 'sent it'
  | 'takes part'
  | 'instance steward'
  | 'edits the site'
  | 'moderates the site'
  | 'holds the link'
  | 'on this machine'

export interface Expected {
  who: Who
  /** what is sent, so that only who asks can be a reason to refuse */
  form?: Record<string, string>
  json?: unknown
  /** what has to be said in the address */
  query?: string
  /** more than a role decides, or nothing is as before: those who may are tried by tests of their own */
  more?: true
}
