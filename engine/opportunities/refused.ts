/** `no-invitation-possible` has several causes and names none, because some of them are private. */
export interface Refused {
  kind: 'refused'
  reason: 'unknown-practice' | 'unknown-person' | 'practice-too-small' | 'too-few' | 'no-invitation-possible'
  value: string | null
}
