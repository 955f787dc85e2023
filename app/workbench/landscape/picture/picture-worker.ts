/** Paints one picture in a process of its own, which can be ended whatever the painter is doing, and then ends. */
import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { Resvg } from '@resvg/resvg-js'
import { pictureFaces } from './picture-faces.ts'

export type PaintTask =
  | {
      format: 'png'
      svg: string
      /** pixels */
      width: number
      /** of the paper it is meant for; null for screens */
      dotsPerInch: number | null
    }
  | {
      format: 'pdf'
      svg: string
      /** of the page, in millimetres */
      width: number
      height: number
      language: string
      title: string
      author: string
      /** the picture in words, for who cannot see it */
      description: string
      /** what the second page says: a heading and sentences */
      words: { title: string; sentences: string[] }
      seconds: number
    }

process.once('message', (task: PaintTask) => {
  const bytes = task.format === 'png' ? png(task) : pdf(task)
  process.send?.(bytes, () => process.disconnect())
})

function png({ svg, width, dotsPerInch }: Extract<PaintTask, { format: 'png' }>): Buffer {
  const font = { loadSystemFonts: false, fontFiles: pictureFaces(), defaultFontFamily: 'Literata' }
  const families = { serifFamily: 'Literata', sansSerifFamily: 'Instrument Sans' }
  const fitTo = { mode: 'width', value: width } as const
  const bytes = new Resvg(svg, { font: { ...font, ...families }, fitTo }).render().asPng()
  return dotsPerInch === null ? bytes : withDensity(bytes, dotsPerInch)
}

/** A PNG that says how large it is on paper: its chunk `pHYs`, in dots for a metre, right after the header. */
function withDensity(bytes: Buffer, dotsPerInch: number): Buffer {
  const afterHeader = 33
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  chunk.write('pHYs', 4, 'latin1')
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 8)
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 12)
  chunk[16] = 1
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17)
  return Buffer.concat([bytes.subarray(0, afterHeader), chunk, bytes.subarray(afterHeader)])
}

/** What is told comes as values, never as part of the text that is compiled. */
const page = `
#let told = json("told.json")
#set document(title: told.title, author: told.author, description: told.description)
#set text(lang: told.language, font: ("Literata", "Noto Sans Arabic", "Noto Sans Hebrew"), weight: 500, size: 10pt, fill: rgb("#2b2620"))
#set page(width: told.width * 1mm, height: told.height * 1mm, margin: 0mm)
#place(top + left, image("map.svg", width: 100%, height: 100%, fit: "contain", alt: told.description))
#set page(margin: 18mm, fill: rgb("#fbf6ea"), columns: 2)
#set par(leading: 0.7em)
#heading(level: 1, told.words.title)
#v(0.6em)
#list(spacing: 0.9em, ..told.words.sentences)
`

function pdf(task: Extract<PaintTask, { format: 'pdf' }>): Buffer {
  const { svg, seconds, ...told } = task
  // nothing of this lies on a disk; the folder is only where the names of the files begin
  const folder = '/picture'
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: pictureFaces().map((face) => readFileSync(face)) }],
  })
  compiler.mapShadow(`${folder}/map.svg`, Buffer.from(svg))
  compiler.mapShadow(`${folder}/told.json`, Buffer.from(JSON.stringify(told)))
  compiler.addSource(`${folder}/page.typ`, page)
  const { result, takeDiagnostics } = compiled(compiler, `${folder}/page.typ`)
  if (result === null) throw new Error(`The page does not compile: ${takeDiagnostics()}`)
  try {
    return compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: seconds })
  } catch (error) {
    // on some kinds of machine there is only an older Typst, which has no tags for those who listen
    if (!String(error).includes('unknown variant')) throw error
    return compiler.pdf(result, { creationTimestamp: seconds })
  }
}

function compiled(compiler: NodeCompiler, mainFilePath: string) {
  const outcome = compiler.compile({ mainFilePath })
  const takeDiagnostics = () => {
    const error = outcome.takeDiagnostics()
    return error === null ? 'no reason given' : JSON.stringify(compiler.fetchDiagnostics(error))
  }
  return { result: outcome.result, takeDiagnostics }
}
