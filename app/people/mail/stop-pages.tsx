import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Post } from '../../platform/mail/mail.ts'
import type { StopToken } from '../../platform/mail/mail-keys.ts'
import { Button, ButtonLink } from '../../ui/form.tsx'
import { shortPage } from '../../ui/short-page.tsx'
import { mailWords } from './mail-words.ts'

/**
 * The address in every letter of a list by which one stops it. Opening it only shows a button, since mail programs and their guards open
 * links too; pressing it, or a mail program that was told to (RFC 8058), stops the list. Nobody has to sign in for it.
 */
export function stopPages({ post, clock }: { post: Post; clock: Clock }) {
  const limit = rateLimit({ attempts: 60, windowMs: 15 * 60_000, clock })

  function tokenOf(c: Context): StopToken | null {
    const taken = limit.take(remotePlace(c))
    if (taken.kind === 'wait') throw tooMany(taken.seconds)
    return post.readStop(c.req.param('token') ?? '')
  }

  return {
    async ask(c: Context) {
      const what = tokenOf(c)
      return what ? askPage(c, what) : noStopPage(c)
    },

    /** Never answered with a redirect: mail programs do not follow one. */
    async stop(c: Context) {
      const what = tokenOf(c)
      const said = textOf(await readForm(c), 'List-Unsubscribe')
      if (!what) return noStopPage(c)
      if (said !== 'One-Click') return askPage(c, what)
      await post.stop(what)
      return donePage(c, what, 'stopped')
    },

    async startAgain(c: Context) {
      const what = tokenOf(c)
      if (!what) return noStopPage(c)
      await post.startAgain(what)
      return donePage(c, what, 'started')
    },
  }
}

function askPage(c: Context, what: StopToken) {
  const say = mailWords(languageOf(c))
  return shortPage(
    c,
    { title: say('stop_title'), lead: say('stop_text', { list: what.list.name }) },
    <form method="post" action={c.req.path}>
      <input type="hidden" name="List-Unsubscribe" value="One-Click" />
      <div class="actions">
        <Button>{say('stop_button')}</Button>
      </div>
    </form>,
  )
}

function donePage(c: Context, what: StopToken, outcome: 'stopped' | 'started') {
  const say = mailWords(languageOf(c))
  return shortPage(
    c,
    { title: say(`${outcome}_title`), lead: say(`${outcome}_text`, { list: what.list.name }) },
    outcome === 'stopped' && (
      <form method="post" action={`${c.req.path}/again`}>
        <Button kind="plain">{say('start_again')}</Button>
      </form>
    ),
  )
}

function noStopPage(c: Context) {
  const say = mailWords(languageOf(c))
  return shortPage(
    c,
    { title: say('no_stop_title'), lead: say('no_stop_text'), status: 404 },
    <p class="actions">
      <ButtonLink href="/account#mail">{say('to_account')}</ButtonLink>
    </p>,
  )
}
