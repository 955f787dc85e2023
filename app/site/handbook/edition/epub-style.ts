/** The style of the book in a reader of books: little, since readers choose their own letters, sizes and colours. */
export const epubStyle = `
body { line-height: 1.5; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; page-break-after: avoid; break-after: avoid; }
h1 { font-size: 1.7em; margin: 0 0 0.6em; }
h2 { font-size: 1.25em; margin: 2em 0 0.5em; }
h3 { font-size: 1.1em; margin: 1.6em 0 0.4em; }
.over, .imprint { font-size: 0.85em; }
.summary { font-style: italic; margin-bottom: 1.6em; }
.cover { text-align: center; margin: 0; }
.cover img { max-width: 100%; max-height: 100vh; }
.callout { margin: 1.2em 0; padding: 0.2em 1em; border: 1px solid; }
.callout-title { font-weight: 600; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 2px solid; font-style: italic; }
img { max-width: 100%; height: auto; }
.supporter img { max-height: 4em; width: auto; padding: 0.3em; background: #fff; }
.credit { margin-top: 2.5em; padding-top: 0.5em; border-top: 1px solid; font-size: 0.85em; }
figure { margin: 1.6em 0; }
figcaption { margin-top: 0.4em; font-size: 0.85em; }
.small { font-size: 0.85em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: 0.9em; }
th, td { padding: 0.3em 0.5em; border-bottom: 1px solid; text-align: left; vertical-align: top; }
.to-right { text-align: right; }
.to-center { text-align: center; }
li.task { list-style: none; }
li.task p { margin: 0.2em 0; }
a.term { color: inherit; text-decoration: underline dotted; }
.footnotes { margin-top: 2em; border-top: 1px solid; font-size: 0.9em; }
.footnotes h2 { font-size: 1em; margin-top: 1em; }
section.card { page-break-before: always; break-before: page; }
`.trimStart()
