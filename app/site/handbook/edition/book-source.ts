/** How Typst sets the book. What stands in it comes as values (`told.json`), never as part of this text. */
export const bookSource = `
#let told = json("told.json")
#let ink = rgb("#2b2620")
#let muted = rgb("#655a4a")
#let hair = 0.5pt + rgb("#8f8167")
#let sans = ("Instrument Sans", "Noto Sans Arabic", "Noto Sans Hebrew")
#set document(title: told.title, author: if told.byline == "" { () } else { (told.byline,) }, description: told.summary)
#set text(lang: told.language, font: ("Literata", "Noto Sans Arabic", "Noto Sans Hebrew"), size: 9.5pt, fill: ink, hyphenate: true)
#set par(leading: 0.72em, spacing: 1em, justify: false)
#let head-of-page = context {
  let at = here().page()
  let begins = query(heading.where(outlined: true)).filter(h => h.level <= 2).map(h => h.location().page())
  if at in begins { return }
  let before = query(selector(heading.where(outlined: true)).before(here())).filter(h => h.level <= 2)
  if before.len() == 0 { return }
  set text(font: sans, size: 7.5pt, fill: muted)
  if calc.even(at) { told.title } else { align(right, before.last().body) }
}
#set page(paper: "a5", margin: (inside: 20mm, outside: 16mm, top: 20mm, bottom: 20mm), header: head-of-page,
  footer: context align(center, text(font: sans, size: 8pt, fill: muted, counter(page).display("1"))))
#set footnote.entry(separator: line(length: 22mm, stroke: hair))
#show footnote.entry: set text(size: 7.5pt)
#show link: set text(fill: rgb("#2a6685"))
#show heading: set text(weight: 500, hyphenate: false)
#show heading: set block(sticky: true)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 17pt)
#show heading.where(level: 3): set text(size: 12.5pt)
#show heading.where(level: 3): set block(above: 1.8em, below: 0.9em)
#show heading.where(level: 4): set text(size: 10.5pt)
#set list(marker: [–], indent: 2mm, body-indent: 2.5mm)
#set enum(indent: 2mm, body-indent: 2.5mm)
#let empty-box = box(width: 0.8em, height: 0.8em, baseline: 0.08em, stroke: 0.6pt + ink, radius: 0.5pt)

// what is only decoration is nothing to those who listen
#let seen(n, ..how) = if n.alt == "" { pdf.artifact(image("pictures/" + n.file, ..how)) } else { image("pictures/" + n.file, alt: n.alt, ..how) }

#let inlines(nodes) = for n in nodes {
  if n.t == "text" { n.v }
  else if n.t == "em" { emph(inlines(n.c)) }
  else if n.t == "strong" { strong(inlines(n.c)) }
  else if n.t == "strike" { strike(inlines(n.c)) }
  else if n.t == "code" { text(font: sans, size: 0.95em, n.v) }
  else if n.t == "br" { linebreak() }
  else if n.t == "box" { empty-box }
  else if n.t == "picture" { box(width: 100%, seen(n, width: 100%, height: 105mm, fit: "contain")) }
  else if n.t == "link" { link(n.to, inlines(n.c)) }
  else if n.t == "see" { link(label(n.to), inlines(n.c)) }
  else if n.t == "note" { footnote(inlines(n.c)) }
}
#let blocks(nodes, down) = for n in nodes {
  if n.t == "p" { par(inlines(n.c)) }
  else if n.t == "h" { heading(level: calc.max(2, n.l + down), outlined: false, bookmarked: down == 1, inlines(n.c)) }
  else if n.t == "logo" { block(above: 2em, below: 0.6em, seen(n, height: 12mm)) }
  else if n.t == "figure" {
    block(width: 100%, breakable: false, above: 1.6em, below: 1.6em, {
      seen(n.picture, width: 100%, height: 105mm, fit: "contain")
      block(above: 0.8em, text(font: sans, size: 7.5pt, fill: muted, n.caption))
    })
  }
  else if n.t == "credit" {
    block(width: 100%, breakable: false, above: 2.4em, inset: (top: 3mm), stroke: (top: hair), { set text(font: sans, size: 8pt, fill: muted); blocks(n.c, down) })
  }
  else if n.t == "quote" { block(inset: (left: 5mm), stroke: (left: 1pt + rgb("#c98a00")), emph(blocks(n.c, down))) }
  else if n.t == "callout" {
    block(width: 100%, inset: 4mm, radius: 1.5mm, stroke: hair, breakable: true, {
      text(font: sans, size: 8pt, weight: 600, fill: muted, n.title)
      parbreak()
      blocks(n.c, down)
    })
  }
  else if n.t == "list" and n.start == none { list(..n.items.map(one => blocks(one, down))) }
  else if n.t == "list" { enum(start: n.start, ..n.items.map(one => blocks(one, down))) }
  else if n.t == "task" { block(above: 0.7em, below: 0.7em, grid(columns: (5mm, 1fr), empty-box, blocks(n.c, down))) }
  else if n.t == "hr" { align(center, line(length: 20mm, stroke: hair)) }
  else if n.t == "table" and n.head.len() > 0 {
    set text(font: sans, size: 7.5pt)
    set par(leading: 0.55em)
    let wide = n.head.len()
    table(columns: n.widths.map(share => share * 1fr), stroke: (x, y) => (bottom: hair), inset: (x: 1.2mm, y: 1.4mm), align: left,
      table.header(..n.head.map(cell => text(weight: 600, inlines(cell)))),
      ..n.rows.map(row => range(wide).map(at => if at < row.len() { inlines(row.at(at)) } else { [] })).flatten())
  }
}

#page(margin: 0mm, header: none, footer: none, image("cover.svg", width: 100%, height: 100%, fit: "cover", alt: told.title))
#page(header: none, footer: none, {
  v(1fr)
  text(size: 24pt, weight: 500, hyphenate: false, told.title)
  v(4mm)
  text(size: 12pt, style: "italic", fill: muted, told.summary)
  v(10mm)
  blocks(told.introduction, 1)
  v(2fr)
  text(font: sans, size: 8.5pt, fill: muted, { told.byline; linebreak(); told.day; linebreak(); link(told.address, told.address) })
})
#show outline.entry.where(level: 1): set block(above: 1.1em)
#show outline.entry.where(level: 1): set text(weight: 700)
#set par(leading: 0.5em)
#outline(title: told.contents, depth: 2, indent: 4mm)

#set par(leading: 0.72em, spacing: 1.15em)
#let piece(one, level, sheet: false) = {
  pagebreak(weak: true)
  set text(lang: one.language)
  if one.over != "" { text(font: sans, size: 8.5pt, fill: muted, one.over); v(0mm) }
  [#heading(level: level, one.title) #label(one.label)]
  if one.summary != "" { text(size: 11pt, style: "italic", fill: muted, one.summary); v(5mm) }
  if sheet { set text(size: 8.3pt); show heading.where(level: 3): set text(size: 10pt); show heading.where(level: 3): set block(above: 1.2em, below: 0.7em); set par(spacing: 0.8em); blocks(one.words, 1) } else { blocks(one.words, level - 1) }
}
#for part in told.parts {
  if part.title != "" {
    pagebreak(weak: true)
    v(1fr)
    heading(level: 1, part.title)
    v(2fr)
  }
  for one in part.pieces { piece(one, 2, sheet: part.sheets) }
}
`
