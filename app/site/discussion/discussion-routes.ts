import type { Hono } from 'hono'
import { forWhoMay } from '../for-editors.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import type { DiscussionPlace } from './discussion.ts'
import { changeLetters } from './moderation/letters-choice.tsx'
import { moderate } from './moderation/moderate.ts'
import { showModeration } from './moderation/moderation-page.tsx'
import { mayModerate } from './moderation/moderation-policy.ts'
import { askBeforeTakingAway, takeAway } from './moderation/taking-away-page.tsx'
import { ownMessagePages } from './own-message-page.tsx'
import { ownMessagesCopy, ownMessagesPage } from './own-messages-page.tsx'
import { rulesPage } from './rules-page.tsx'
import { sendMessage } from './send-message.ts'
import { changeSite, changeTopic } from './topic-choice.tsx'
import { writePage } from './write-page.tsx'

/** Writing messages, finding one's own again, and looking through them. Where they are read is the page of what they are about. */
export function discussionRoutes(app: Hono, place: DiscussionPlace): void {
  const own = ownMessagePages(place)
  app.get('/discussion/rules', rulesPage(place))
  app.get('/discussion/mine', ownMessagesPage(place))
  app.get('/discussion/mine.json', ownMessagesCopy(place))
  app.get('/discussion/messages/:message', own.show)
  app.post('/discussion/messages/:message/confirmation', own.confirm)
  app.post('/discussion/messages/:message/words', own.change)
  app.post('/discussion/messages/:message/taking-back', own.takeBack)
  app.get('/discussion/:topic/write', writePage(place))
  app.post('/discussion/:topic/messages', sendMessage(place))
  app.post('/discussion/:topic/state', forWhoMay(place, { may: mayEditTheSite, back: '/writing' }, changeTopic))
  const moderators = { may: mayModerate, back: '/moderation' }
  app.get('/moderation', forWhoMay(place, moderators, showModeration))
  app.post(
    '/moderation/default',
    forWhoMay(place, { may: mayEditTheSite, back: '/moderation' }, (c, tx) => changeSite(c, tx, place.clock)),
  )
  app.post('/moderation/letters', forWhoMay(place, moderators, changeLetters))
  app.post(
    '/moderation/:message',
    forWhoMay(place, moderators, (c, tx) => moderate(c, tx, place)),
  )
  app.get('/moderation/:message/taking-away', forWhoMay(place, moderators, askBeforeTakingAway))
  app.post(
    '/moderation/:message/taking-away',
    forWhoMay(place, moderators, (c, tx) => takeAway(c, tx, place)),
  )
}
