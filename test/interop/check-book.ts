import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lint } from './check-feeds.ts'
import type { Fetched, Instance } from './instance.ts'
import { lookWith, python, type Row, row, run } from './tools.ts'

/** The handbook as files: the EPUB by EPUBCheck and xmllint, the PDF by qpdf and poppler, the single page by what it must not ask for. */
export async function checkBook(instance: Instance): Promise<Row[]> {
  const cover = await instance.fetched('/handbook')
  const links = [...new Set([...cover.text.matchAll(/\/handbook\/files\/[^"]+/g)].map(([link]) => link))]
  const files = await Promise.all(links.map((link) => instance.fetched(link)))
  const [epub, pdf, html] = ['.epub', '.pdf', '.html'].map((end) => files.find(({ path }) => path.endsWith(end))!)
  const chapters = await chaptersOf(instance, cover)
  return [
    await lookWith('EPUBCheck', 'EPUB: no error and no warning', () => byEpubcheck(epub!)),
    await lookWith('xmllint', 'EPUB: every XHTML, OPF, NCX and SVG in it well-formed', () =>
      unpackedAndLinted(instance, epub!),
    ),
    await lookWith('qpdf', 'PDF: whole, with its language', () => byQpdf(pdf!)),
    await lookWith('pdftotext', 'PDF: contents, running heads, words of each chapter; tagged; links', () =>
      byPoppler(pdf!, cover, chapters),
    ),
    row('own rules', 'single page: asks nobody for anything, holds every chapter', standsAlone(html!, chapters)),
  ]
}

interface Chapter {
  title: string
  /** how its first paragraph begins */
  begins: string
}

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex, number) =>
      String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim()

async function chaptersOf(instance: Instance, cover: Fetched): Promise<Chapter[]> {
  const paths = [...new Set([...cover.text.matchAll(/href="(\/handbook\/[a-z0-9-]+)"/g)].map(([, path]) => path!))]
  const pages = await Promise.all(paths.map((path) => instance.fetched(path)))
  return pages.flatMap(({ text }) => {
    const title = /class="book-head".*?<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1]
    const begins = /<div class="words">.*?<p>(.*?)<\/p>/s.exec(text)?.[1]
    return title && begins
      ? [
          {
            title: plain(title),
            begins: plain(begins)
              .split(/[\s[]+/)
              .slice(0, 8)
              .join(' '),
          },
        ]
      : []
  })
}

async function byEpubcheck(epub: Fetched): Promise<{ said: string; problems: string[] }> {
  const { all } = await run('java', ['-jar', '/usr/bin/epubcheck', epub.file])
  const sum = /\d+ fatals? \/ \d+ errors? \/ \d+ warnings?.*/.exec(all)?.[0] ?? 'no sum'
  return { said: sum, problems: sum.startsWith('0 fatals / 0 errors / 0 warnings') ? [] : [all.slice(0, 2000)] }
}

async function unpackedAndLinted({ folder }: Instance, epub: Fetched): Promise<{ said: string; problems: string[] }> {
  const unpacked = join(folder, 'epub')
  const { code, all } = await run(python, ['-m', 'zipfile', '-e', epub.file, unpacked])
  if (code !== 0) return { said: 'cannot be unpacked', problems: [all] }
  const names = await readdir(unpacked, { recursive: true })
  return lint(names.filter((name) => /\.(xhtml|opf|ncx|xml|svg)$/.test(name)).map((name) => join(unpacked, name)))
}

async function byQpdf(pdf: Fetched): Promise<{ said: string; problems: string[] }> {
  const checked = await run('qpdf', ['--check', pdf.file])
  const { out } = await run('qpdf', ['--json', pdf.file])
  const language = /"\/Lang": "(?:u:)?([a-z-]+)"/.exec(out)?.[1]
  return {
    said: `1 file, in ${language ?? 'no language'}`,
    problems: [
      ...(checked.code === 0 && checked.all.includes('No syntax or stream encoding errors') ? [] : [checked.all]),
      ...(language ? [] : ['no /Lang in its catalogue']),
    ],
  }
}

/** Letters alone: how lines are broken and hyphened is the business of the page. */
const letters = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

async function byPoppler(
  pdf: Fetched,
  cover: Fetched,
  chapters: readonly Chapter[],
): Promise<{ said: string; problems: string[] }> {
  const facts = (await run('pdfinfo', [pdf.file])).out
  const links = [...(await run('pdfinfo', ['-url', pdf.file])).out.matchAll(/\b([a-z][a-z0-9+.-]*:\S+)$/gim)].map(
    ([, link]) => link!,
  )
  const pages = (await run('pdftotext', ['-layout', pdf.file, '-'])).out.split('\f')
  const whole = letters(pages.join(''))
  const contents = letters(pages.slice(0, 12).join(''))
  const title = plain(/<title>(.*?) · /.exec(cover.text)?.[1] ?? '')
  const headOf = (page: string) => letters(page.trimStart().split('\n')[0] ?? '')
  const problems = [
    ...(/Tagged:\s+yes/.test(facts) ? [] : ['it is not tagged']),
    ...(title && facts.includes(title) ? [] : [`its title is not "${title}"`]),
    ...links.filter((link) => !/^(https?|mailto):/.test(link)).map((link) => `leads to ${link}`),
    ...chapters.flatMap((chapter) => [
      ...(contents.includes(letters(chapter.title)) ? [] : [`not in its contents: ${chapter.title}`]),
      ...(whole.includes(letters(chapter.begins)) ? [] : [`not to be read: ${chapter.begins}`]),
      ...(pages.some((page) => headOf(page).includes(letters(chapter.title)))
        ? []
        : [`no running head: ${chapter.title}`]),
    ]),
  ]
  return { said: `${pages.length - 1} pages, ${chapters.length} texts of it, ${links.length} links`, problems }
}

function standsAlone({ text }: Fetched, chapters: readonly Chapter[]): { said: string; problems: string[] } {
  const asked = [...text.matchAll(/<(?:script|img|link|iframe|source|video|audio)\b[^>]*\s(?:src|href)="([^"]*)"/g)]
  return {
    said: `${text.length.toLocaleString('en')} characters`,
    problems: [
      ...asked.flatMap(([, address]) => (address!.startsWith('data:') ? [] : [`asks for ${address}`])),
      ...(/url\((?!["']?(?:data:|#))/.test(text) ? ['a style asks for an address'] : []),
      ...chapters
        .filter(({ begins }) => !letters(plain(text)).includes(letters(begins)))
        .map(({ title }) => `without ${title}`),
    ],
  }
}
