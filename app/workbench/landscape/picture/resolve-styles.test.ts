import { describe, expect, test } from 'vitest'
import { plainColour } from './plain-colour.ts'
import { resolveStyles } from './resolve-styles.ts'

describe('a drawing without a stylesheet', () => {
  const tokens = ':root { --ink: #2b2620; --serif: "Literata", serif; }'
  const drawn = (inner: string, css: string) => resolveStyles(`<svg class="map">${inner}</svg>`, tokens + css)

  test('carries what its classes say as attributes, and no class any more', () => {
    expect(drawn('<path class="line" d="M0 0"/>', '.line { fill: none; stroke: var(--ink); stroke-width: 2px }')).toBe(
      '<svg><path d="M0 0" fill="none" stroke="#2b2620" stroke-width="2"/></svg>',
    )
  })

  test('gives way to the rule with more classes, then to the later one, as browsers do', () => {
    const css = '.a .b { fill: #111 } .b { fill: #222 } .b { stroke: #333 } .b { stroke: #444 } .c path { fill: #555 }'
    expect(drawn('<g class="a"><path class="b"/></g>', css)).toContain('<path fill="#111111" stroke="#444444"/>')
  })

  test('lets the stylesheet win over attributes, and attributes over what is inherited', () => {
    expect(drawn('<text class="a" font-size="9">x</text>', '.a { font: 600 13px var(--serif) }')).toContain(
      `<text font-size="13" font-weight="600" font-family="'Literata', serif">x</text>`,
    )
    expect(drawn('<g class="a"><path stroke-width="9"/></g>', '.a { stroke-width: 2 }')).toContain(
      '<path stroke-width="9"/>',
    )
  })

  test('takes a token from the nearest element that sets one', () => {
    const css = '.one { --tint: #111 } .two { --tint: #222 } .tinted { fill: var(--tint) }'
    expect(drawn('<g class="one"><path class="tinted"/><g class="two"><path class="tinted"/></g></g>', css)).toBe(
      '<svg><g><path fill="#111111"/><g><path fill="#222222"/></g></g></svg>',
    )
  })

  test('leaves out what holds only in the dark, for screens, or under a mouse', () => {
    const css =
      '.a { fill: #111 } @media (prefers-color-scheme: dark) { .a { fill: #222 } } :root[data-theme="dark"] .a { fill: #333 } .a:hover { fill: #444 }'
    expect(drawn('<path class="a"/>', css)).toContain('fill="#111111"')
  })

  test('writes half a colour as colour and opacity', () => {
    expect(drawn('<path class="a"/>', '.a { stroke: color-mix(in srgb, var(--ink) 40%, transparent) }')).toContain(
      'stroke="#2b2620" stroke-opacity="0.4"',
    )
    expect(drawn('<path class="a"/>', '.a { fill: rgb(0 0 0 / 50%); fill-opacity: 0.5 }')).toContain(
      'fill="#000000" fill-opacity="0.25"',
    )
  })

  test('knows one class or another', () => {
    const css = ':is(.map, .other) .a { fill: #111 } .b:is(.x, .y), .c { fill: #222 }'
    expect(drawn('<path class="a"/><path class="b y"/><path class="b"/><path class="c"/>', css)).toBe(
      '<svg><path fill="#111111"/><path fill="#222222"/><path/><path fill="#222222"/></svg>',
    )
  })

  test('says which token is missing', () => {
    expect(() => drawn('<path class="a"/>', '.a { fill: var(--sea) }')).toThrow('--sea')
  })
})

test('colours are mixed as browsers mix them', () => {
  expect(plainColour('#fff')).toEqual({ hex: '#ffffff', alpha: 1 })
  expect(plainColour('color-mix(in srgb, #000 25%, #fff)')).toEqual({ hex: '#bfbfbf', alpha: 1 })
  expect(plainColour('rgb(255 216 107 / 62%)')).toEqual({ hex: '#ffd86b', alpha: 0.62 })
  for (const none of ['none', 'url(#glow)', 'currentColor', '']) expect(plainColour(none)).toBeNull()
})
