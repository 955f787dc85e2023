import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { bringFromElsewhere } from '../../discussion/bring-messages.ts'
import { chooseState } from '../../discussion/message-queries.ts'
import { standingPosts } from '../import-queries.ts'
import { type ComingPost, isTheSame } from '../read-posts.ts'

/**
 * Writes what was said to these posts below them: to those that just came (`brought`, as `post/…`), which stay closed where they were,
 * and to those that stand here as the same post. How many messages came.
 */
export async function bringSaid(
  tx: Tx,
  clock: Clock,
  posts: readonly Pick<ComingPost, 'writing' | 'said' | 'closed'>[],
  brought: ReadonlySet<string>,
): Promise<number> {
  const there = await standingPosts(
    tx,
    posts.map(({ writing }) => writing.slug),
  )
  let came = 0
  for (const post of posts) {
    const standing = there.get(post.writing.slug)
    const isNew = brought.has(`post/${post.writing.slug}`)
    if (!standing?.id || !(isNew || isTheSame(post, standing))) continue
    if (isNew && post.closed) await chooseState(tx, standing.id, 'closed')
    if (post.said.coming.length > 0) came += await bringFromElsewhere(tx, clock, standing.id, post.said.coming)
  }
  return came
}
