import { createHash } from 'node:crypto'
import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { keepForAnybody } from '../../platform/http/kept-pages.ts'
import { factsOf } from '../../platform/http/request.ts'
import { letBeFound, letBeShownElsewhere } from '../../platform/http/security.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { drawLinkPicture } from '../link-picture/draw-link-picture.ts'
import type { PaintLinkPicture } from '../link-picture/paint-link-picture.ts'
import { daysOf, type ShownWriting } from '../writing/writing.ts'
import { findShown } from '../writing/writing-queries.ts'
import type { BlogPlace } from './blog.ts'
import { blogWords } from './blog-words.ts'
import { pathOfPost } from './draw-post.ts'

/** The address of the picture that goes with a link to a post; another one when what stands on it changes, since others keep pictures long. */
export function pathOfPicture(post: ShownWriting): string {
  const version = createHash('sha256')
    .update(JSON.stringify(onPicture(post)))
    .digest('hex')
    .slice(0, 10)
  return `${pathOfPost(post)}/picture.png?v=${version}`
}

/** `GET /blog/:slug/picture.png`: title, names and day of a post on paper of ours, in the language of the post. */
export function postPicture(place: BlogPlace, paint: PaintLinkPicture): Handler {
  return async (c) => {
    const found = await place.db.as({ kind: 'nobody' }, (tx) => findShown(tx, 'post', c.req.param('slug') ?? ''))
    if (found.kind !== 'shown') throw notFound()
    const { assets } = factsOf(c)
    const contours = assets.at(assets.url('contours.svg'))!.bytes.toString('utf8')
    const png = await paint(drawLinkPicture(onPicture(found.writing), contours))
    keepForAnybody(c)
    letBeFound(c)
    letBeShownElsewhere(c)
    return c.body(png, 200, { 'Content-Type': 'image/png' })
  }
}

function onPicture(post: ShownWriting) {
  return {
    part: blogWords(post.language)('title'),
    title: post.title,
    names: post.byline,
    day: writeDay(post.language, daysOf(post).shown),
  }
}
