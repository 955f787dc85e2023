/** The style of the book in one file: the reading page without what needs a site around it. */
export const offlineStyle = `
:root { color-scheme: light dark; --paper: light-dark(#f6efe0, #1a1e22); --card: light-dark(#fbf6ea, #20262a); --ink: light-dark(#2b2620, #f1e8d6); --muted: light-dark(#655a4a, #b9ad97); --line: light-dark(#d9cbaf, #3c4246); --river: light-dark(#2a6685, #6fb7d6); }
body { margin: 0 auto; padding: 2rem 1rem 6rem; max-width: 41rem; background: var(--paper); color: var(--ink); font: 400 1.125rem/1.875rem Literata, Georgia, serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.5rem; margin: 0; }
h2 { font-size: 2rem; margin: 0.25rem 0 0.75rem; }
h3 { font-size: 1.375rem; margin: 2.75rem 0 0.75rem; }
h4 { font-size: 1.125rem; margin: 2rem 0 0.5rem; }
a { color: var(--river); text-underline-offset: 0.2em; }
a.term { color: inherit; text-decoration: underline dotted; }
.front { display: grid; gap: 2rem; padding-bottom: 2rem; }
.cover svg { display: block; width: 14rem; height: auto; border: 1px solid var(--line); border-radius: 4px 10px 10px 4px; }
.summary { font-style: italic; color: var(--muted); font-size: 1.1875rem; }
.small { font-size: 0.875rem; color: var(--muted); margin: 0; }
nav h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; color: var(--muted); }
nav ul, nav ol { margin: 0; padding-inline-start: 1.75rem; }
nav li { padding-block: 0.125rem; }
article { margin-top: 6rem; padding-top: 2rem; border-top: 1px solid var(--line); }
blockquote { margin: 1.25rem 0; padding-inline-start: 1.25rem; border-inline-start: 3px solid #c98a00; font-style: italic; }
.callout { margin: 1.75rem 0; padding: 0.25rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.callout-title { font-weight: 600; font-size: 0.875rem; color: var(--muted); }
article img { display: block; max-width: 100%; height: auto; border-radius: 8px; }
.credit { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9375rem; line-height: 1.5rem; color: var(--muted); }
.credit p { margin: 0; }
.credit ul { margin: 0.25rem 0 0; }
figure { margin: 1.75rem 0; }
figcaption { margin-top: 0.5rem; font-size: 0.875rem; line-height: 1.375rem; color: var(--muted); }
.supporter img { height: 3.5rem; width: auto; padding: 0.5rem; background: #fff; }
.table-region { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.375rem; }
th, td { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
li.task { list-style: none; margin-inline-start: -1.25rem; }
.task label { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.625rem; }
.task input { width: 1.125rem; height: 1.125rem; margin: 0.4em 0 0; }
.box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid; border-radius: 2px; overflow: hidden; color: transparent; vertical-align: -0.15em; }
.footnotes { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9375rem; line-height: 1.5rem; color: var(--muted); }
.footnotes h2 { font-size: 0.9375rem; font-weight: 600; }
sup { line-height: 0; }
@media print { article { break-before: page; border: 0; margin-top: 0; } .cover { display: none; } }
`.trimStart()
