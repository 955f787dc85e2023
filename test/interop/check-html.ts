import { HtmlValidate } from 'html-validate'
import { languages } from '../../app/platform/i18n/language.ts'
import type { Instance } from './instance.ts'
import { type Row, row } from './tools.ts'

/** Pages that anybody may open and that are not in the list for search engines: other ways to look, forms, what is not there. */
const others = [
  '/blog/tags/convening',
  '/discussion/rules',
  '/events?past=1',
  '/events?month=2026-12',
  '/events/open-evening-what-is-systems-convening/places',
  '/handbook/search?q=boundary',
  '/handbook/search?q=zzzz',
  '/nothing/at/all',
  '/sign-in',
  '/sketch',
]

/** Where editors look after the site; the texts themselves are found through the list of them. */
const desk = [
  '/writing?kind=post',
  '/writing/new',
  '/writing/pictures',
  '/writing/maps',
  '/writing/import',
  '/events/new',
  '/events/import',
  '/events/breakfast-on-the-quay/change',
  '/events/open-evening-what-is-systems-convening/guests',
  '/handbook/editions',
  '/supporters/change',
  '/contact/details',
  '/inbox',
  '/moderation',
  '/notes',
]

/** Every page that anybody may open, in each language, and the desk of an editor, by the rules of the HTML standard and no others. */
export async function checkHtml(instance: Instance): Promise<Row[]> {
  const { origin, fetched } = instance
  const map = await fetched('/sitemap.xml')
  const listed = [...map.text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address!.slice(origin.length))
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'], elements: ['html5'] })
  const problemsIn = async (html: string, page: string) => {
    const { results } = await validator.validateString(html)
    return results
      .flatMap(({ messages }) => messages)
      .map(({ line, column, message, ruleId }) => `${page} ${line}:${column} ${message} (${ruleId})`)
  }
  const ofReaders: string[] = []
  for (const path of [...listed, ...others]) {
    for (const language of languages) {
      const answer = await fetch(origin + path, { headers: { 'accept-language': language } })
      ofReaders.push(...(await problemsIn(await answer.text(), `${path} (${language})`)))
    }
  }
  const atDesk = await deskOf(instance)
  const ofEditors: string[] = []
  for (const path of atDesk) {
    const { status, text } = await instance.seenByEditor(path)
    ofEditors.push(...(status === 200 ? await problemsIn(text, path) : [`${path}: ${status}`]))
  }
  const count = (listed.length + others.length) * languages.length
  return [
    row('html-validate', 'pages: by the rules of the HTML standard, in every language', {
      said: `${count} pages`,
      problems: ofReaders.slice(0, 20),
    }),
    row('html-validate', 'the desk of an editor: by the same rules', {
      said: `${atDesk.length} pages`,
      problems: ofEditors.slice(0, 20),
    }),
  ]
}

/** The pages of the desk, with every page about the post changed last. */
async function deskOf({ seenByEditor }: Instance): Promise<string[]> {
  const { text } = await seenByEditor('/writing?kind=post')
  const [post] = /\/writing\/[0-9a-f-]{36}/.exec(text) ?? []
  if (!post) throw new Error('The desk lists no post.')
  return [...desk, post, ...['preview', 'details', 'showing', 'versions'].map((page) => `${post}/${page}`)]
}
