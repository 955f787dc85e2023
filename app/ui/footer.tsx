import type { Context } from 'hono'
import { languageOf } from '../platform/http/request.ts'
import { SiteFooter } from './site-navigation.tsx'
import { uiWords } from './ui-words.ts'

export function Footer({ c, ofSite }: { c: Context; ofSite: boolean }) {
  return (
    <footer class="footer">
      {ofSite && <SiteFooter c={c} />}
      <p>{uiWords(languageOf(c))('footer_promise')}</p>
    </footer>
  )
}
