import type { Kysely } from 'kysely'
import type { Clock } from '../../app/platform/clock.ts'
import { openPost, type Post, type PostSettings } from '../../app/platform/mail/mail.ts'

/** The way out for mail as a program without a mail server has it: letters stay, and `kept()` gives them. */
export function testPost(kysely: Kysely<unknown>, clock: Clock, more: Partial<PostSettings> = {}): Post {
  return openPost({
    kysely,
    clock,
    from: 'Ecotone <ecotone@example.org>',
    origin: 'http://ecotone.test',
    secret: 'a secret that only these tests know',
    handOn: null,
    ...more,
  })
}
