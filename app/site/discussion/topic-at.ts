import type { Context } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { isUuid } from '../../platform/uuid.ts'
import type { DiscussionPlace, TopicPlace } from './discussion.ts'
import { findTopic } from './message-queries.ts'

/** The topic at this address, or nothing is there. */
export async function topicAt(c: Context, { db }: DiscussionPlace): Promise<TopicPlace> {
  const id = c.req.param('topic')
  const topic = isUuid(id) ? await db.as({ kind: 'nobody' }, (tx) => findTopic(tx, id)) : null
  if (!topic) throw notFound()
  return topic
}
