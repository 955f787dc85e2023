/** Sets the book on A5 with contents, notes, running heads and page numbers, in a process of its own, and then ends. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { bookSource } from './book-source.ts'
import type { ToldBook } from './told-book.ts'

export interface BookTask {
  book: ToldBook
  cover: string
  pictures: { place: string; bytes: Uint8Array }[]
  /** of the edition, in seconds */
  seconds: number
}

const faces = [
  'literata/400Regular/Literata_400Regular.ttf',
  'literata/400Regular_Italic/Literata_400Regular_Italic.ttf',
  'literata/500Medium/Literata_500Medium.ttf',
  'literata/700Bold/Literata_700Bold.ttf',
  'instrument-sans/400Regular/InstrumentSans_400Regular.ttf',
  'instrument-sans/600SemiBold/InstrumentSans_600SemiBold.ttf',
  'noto-sans-arabic/500Medium/NotoSansArabic_500Medium.ttf',
  'noto-sans-hebrew/500Medium/NotoSansHebrew_500Medium.ttf',
].map((face) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${face}`)))

process.once('message', (task: BookTask) => {
  process.send?.(pdfOf(task), () => process.disconnect())
})

function pdfOf({ book, cover, pictures, seconds }: BookTask): Buffer {
  // nothing of this lies on a disk; the folder is only where the names of the files begin
  const folder = '/book'
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: faces.map((face) => readFileSync(face)) }],
  })
  compiler.mapShadow(`${folder}/cover.svg`, Buffer.from(cover))
  for (const { place, bytes } of pictures) compiler.mapShadow(`${folder}/${place}`, Buffer.from(bytes))
  compiler.mapShadow(`${folder}/told.json`, Buffer.from(JSON.stringify(book, printable)))
  compiler.addSource(`${folder}/book.typ`, bookSource)
  const outcome = compiler.compile({ mainFilePath: `${folder}/book.typ` })
  if (outcome.result === null) {
    const error = outcome.takeDiagnostics()
    throw new Error(`The book does not compile: ${error ? JSON.stringify(compiler.fetchDiagnostics(error)) : ''}`)
  }
  try {
    return compiler.pdf(outcome.result, { pdfStandard: 'ua-1', creationTimestamp: seconds })
  } catch {
    // a letter that none of our faces has, or on some kinds of machine an older Typst: then without the promise for those who listen
    return compiler.pdf(outcome.result, { creationTimestamp: seconds })
  }
}

/** No typeface has a sign for what only steers machines. */
function printable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Cc}/gu, ' ') : value
}
