import { setImmediate as othersFirst } from 'node:timers/promises'
import { parser as saxParser } from 'sax'
import type { ForeignComment, ForeignEntry, ReadFile } from './importing.ts'

interface Item {
  fields: Map<string, string>
  tags: string[]
  comments: Map<string, string>[]
}

/** What is read of a comment, and nothing else of it: the file also tells how its writer is reached, and from which place they wrote. */
const ofComment = new Set(
  ['id', 'author', 'date', 'date_gmt', 'content', 'approved', 'type', 'parent'].map((name) => `wp:comment_${name}`),
)

/** Letters that are read before others have their turn. */
const chunk = 200_000

/** Reads what WordPress exports (WXR: RSS with fields of its own). Null when it is no such file or is not well-formed. */
export async function readWxr(xml: string): Promise<ReadFile> {
  const items: Item[] = []
  const names = new Map<string, string>()
  const path: string[] = []
  let item: Item | null = null
  let comment: Map<string, string> | null = null
  let text = ''
  let tagged = false
  let login = ''
  const reader = saxParser(true, { position: false })
  reader.onerror = (error) => {
    throw error
  }
  reader.onopentag = ({ name, attributes }) => {
    path.push(name)
    text = ''
    if (path.length === 3 && name === 'item') item = { fields: new Map(), tags: [], comments: [] }
    if (item && path.length === 4 && name === 'wp:comment') comment = new Map()
    if (name === 'category') tagged = attributes['domain'] === 'post_tag' || attributes['domain'] === 'category'
  }
  const more = (words: string) => {
    text += words
  }
  reader.ontext = more
  reader.oncdata = more
  reader.onclosetag = (name) => {
    if (comment && path.length === 5 && ofComment.has(name)) comment.set(name, text)
    if (item && comment && path.length === 4) {
      item.comments.push(comment)
      comment = null
    } else if (item && path.length === 4) {
      if (name === 'category' && tagged) item.tags.push(text.trim())
      else if (name !== 'category') item.fields.set(name, text)
    }
    if (name === 'wp:author_login') login = text.trim()
    if (name === 'wp:author_display_name') names.set(login, text.trim())
    if (item && path.length === 3) {
      items.push(item)
      item = null
    }
    path.pop()
    text = ''
  }
  try {
    for (let at = 0; at < xml.length; at += chunk) {
      reader.write(xml.slice(at, at + chunk))
      await othersFirst()
    }
    reader.close()
  } catch {
    return null
  }
  if (!/<rss[\s>]/.test(xml.slice(0, 10_000)) || !xml.includes('wordpress.org/export/')) return null
  return { from: 'wordpress', entries: items.map((one) => readItem(one, names)) }
}

function readItem({ fields, tags, comments: given }: Item, names: ReadonlyMap<string, string>): ForeignEntry {
  const field = (name: string) => fields.get(name)?.trim() ?? ''
  const title = field('title')
  const comments = given.map(readComment)
  const leftOut = (reason: Extract<ForeignEntry, { kind: 'left-out' }>['reason']): ForeignEntry => ({
    kind: 'left-out',
    title,
    reason,
    comments: comments.filter(({ state }) => state === 'approved').length,
  })
  const type = field('wp:post_type') || 'post'
  const status = field('wp:status')
  if (type === 'page') return leftOut('page')
  if (type !== 'post') return leftOut('not-text')
  if (status === 'trash' || status === 'auto-draft') return leftOut('in-the-bin')
  if (status === 'private' || field('wp:post_password') !== '') return leftOut('private')
  const creator = field('dc:creator')
  return {
    kind: 'post',
    post: {
      title,
      slug: field('wp:post_name'),
      html: fields.get('content:encoded') ?? '',
      summary: field('excerpt:encoded'),
      byline: names.get(creator) ?? creator,
      // what nobody chose
      tags: [...new Set(tags)].filter((tag) => tag !== '' && tag !== 'Uncategorized'),
      state: status === 'publish' || status === 'future' ? 'shown' : 'draft',
      shownAt: readMoment(`${field('wp:post_date_gmt').replace(' ', 'T')}Z`) ?? readMoment(field('pubDate')),
      address: field('link') || null,
      comments,
      closed: field('wp:comment_status') === 'closed',
    },
  }
}

function readComment(fields: ReadonlyMap<string, string>): ForeignComment {
  const field = (name: string) => fields.get(`wp:comment_${name}`)?.trim() ?? ''
  const parent = field('parent')
  return {
    id: field('id').slice(0, 80),
    answers: parent === '' || parent === '0' ? null : parent,
    writer: field('author'),
    at: readMoment(`${field('date_gmt').replace(' ', 'T')}Z`) ?? readMoment(`${field('date').replace(' ', 'T')}Z`),
    html: field('content'),
    state: stateOf(field('type'), field('approved')),
  }
}

const states: Record<string, ForeignComment['state']> = {
  1: 'approved',
  0: 'waiting',
  spam: 'spam',
  trash: 'thrown-away',
  'post-trashed': 'thrown-away',
}

/** What another program left when it linked to the post is a comment for WordPress too; so are reviews and notes on orders. */
function stateOf(type: string, approved: string): ForeignComment['state'] {
  if (type === 'pingback' || type === 'trackback') return 'pingback'
  return type === '' || type === 'comment' ? (states[approved] ?? 'other') : 'other'
}

/** WordPress writes zeros for no day. */
function readMoment(text: string): Date | null {
  const moment = new Date(text)
  const year = moment.getUTCFullYear()
  return Number.isNaN(moment.getTime()) || year < 1970 || year > 9999 ? null : moment
}
