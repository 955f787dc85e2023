/** Sets cards on A4, four on a page, in a process of its own, and then ends. */
import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { pictureFaces } from '../../landscape/picture/picture-faces.ts'
import type { Card } from './card.ts'

export interface CardsTask {
  cards: Card[]
  /** of the moment it is made, in seconds */
  seconds: number
}

/** What stands on a card comes as values, never as part of the text that is compiled. */
const sheet = `
#let told = json("told.json")
#set document(title: told.first().title)
#set page(width: 210mm, height: 297mm, margin: 0mm)
#let ink = rgb("#2b2620")
#let muted = rgb("#655a4a")
#let faces = ("Instrument Sans", "Noto Sans Arabic", "Noto Sans Hebrew")
#let card(one, nth) = box(width: 105mm, height: 148.5mm, inset: 9mm, stroke: (paint: rgb("#8f8167"), thickness: 0.3pt, dash: "dashed"), {
  set text(lang: one.language, font: faces, size: 11pt, fill: ink)
  set par(leading: 0.6em)
  text(size: 8.5pt, fill: muted, one.strip)
  v(-1.5mm)
  line(length: 100%, stroke: (paint: rgb("#8f8167"), thickness: 0.3pt, dash: "dotted"))
  v(1mm)
  text(font: ("Literata", "Noto Sans Arabic", "Noto Sans Hebrew"), weight: 500, size: 19pt, one.title)
  v(0mm)
  text(weight: 600, one.landscape)
  if one.purpose != "" { parbreak(); one.purpose }
  v(1.5mm)
  grid(columns: (40mm, 1fr), gutter: 5mm,
    image("code" + str(nth) + ".svg", width: 40mm, alt: one.pictureSays),
    { one.how; parbreak(); text(weight: 600, one.site) })
  v(1mm)
  align(center, box(width: 100%, inset: 3mm, fill: rgb("#ede3cf"), radius: 2mm,
    text(weight: 700, size: 14pt, tracking: 0.04em, one.code)))
  v(1mm)
  text(size: 10pt, one.promise)
  if one.contact != "" { parbreak(); text(size: 10pt, fill: muted, one.contact) }
})
#for start in range(told.len(), step: 4) {
  if start > 0 { pagebreak() }
  grid(columns: (105mm, 105mm), rows: (148.5mm, 148.5mm),
    ..range(start, calc.min(start + 4, told.len())).map(nth => card(told.at(nth), nth)))
}
`

process.once('message', (task: CardsTask) => {
  process.send?.(sheetOf(task), () => process.disconnect())
})

function sheetOf({ cards, seconds }: CardsTask): Buffer {
  // nothing of this lies on a disk; the folder is only where the names of the files begin
  const folder = '/cards'
  const compiler = NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: pictureFaces().map((face) => readFileSync(face)) }],
  })
  cards.forEach(({ picture }, nth) => {
    compiler.mapShadow(`${folder}/code${nth}.svg`, Buffer.from(picture))
  })
  compiler.mapShadow(`${folder}/told.json`, Buffer.from(JSON.stringify(cards)))
  compiler.addSource(`${folder}/sheet.typ`, sheet)
  const outcome = compiler.compile({ mainFilePath: `${folder}/sheet.typ` })
  if (outcome.result === null) {
    const error = outcome.takeDiagnostics()
    throw new Error(`The cards do not compile: ${error ? JSON.stringify(compiler.fetchDiagnostics(error)) : ''}`)
  }
  try {
    return compiler.pdf(outcome.result, { pdfStandard: 'ua-1', creationTimestamp: seconds })
  } catch (error) {
    // on some kinds of machine there is only an older Typst, which has no tags for those who listen
    if (!String(error).includes('unknown variant')) throw error
    return compiler.pdf(outcome.result, { creationTimestamp: seconds })
  }
}
