import { expect, test } from 'vitest'
import { fileFromBytes } from './named-file.ts'
import { recogniseFile } from './recognise-file.ts'

const kindOf = (text: string) => recogniseFile(fileFromBytes('a', Buffer.from(text)))

test.each([
  ['<?xml version="1.0"?>\n<!-- a > b -->\n<gexf>', 'gexf'],
  ['<!DOCTYPE graphml [ <!ENTITY a "b"> ]>\n<!----><g:graphml>', 'graphml'],
  ['<?xml version="1.0"?><html>', { unreadable: 'is-markup' }],
])('XML is known by its first element, whatever stands before it: %s', async (text, kind) => {
  expect(await kindOf(text)).toEqual(kind)
})

test.each(['<!---->', '<!-- - -->', '<!doctype[]>', '<!doctype a[]>', '<??>', '<?a?>\n'])(
  'however often %s comes before nothing, that is found out in a moment',
  async (before) => {
    expect(await kindOf(`${before.repeat(400)}!`)).toEqual(
      before.startsWith('<?') || before.startsWith('<!--') ? expect.anything() : { unreadable: 'is-markup' },
    )
  },
)
