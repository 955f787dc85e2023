import type { Element, ElementContent } from 'hast'

/** An element of a drawn text. */
export function element(
  tagName: string,
  properties: Element['properties'],
  children: (ElementContent | string)[],
): Element {
  const nodes = children.map((child) => (typeof child === 'string' ? ({ type: 'text', value: child } as const) : child))
  return { type: 'element', tagName, properties, children: nodes }
}
