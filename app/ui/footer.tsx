import type { Context } from 'hono'
import { languageOf } from '../platform/http/request.ts'
import { uiWords } from './ui-words.ts'

export function Footer({ c }: { c: Context }) {
  return (
    <footer class="footer">
      <p>{uiWords(languageOf(c))('footer_promise')}</p>
    </footer>
  )
}
