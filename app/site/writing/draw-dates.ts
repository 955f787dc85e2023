import type { Element, ElementContent } from 'hast'
import type { Block, DateRow } from './blocks.ts'
import type { Resolve } from './draw-words.ts'
import { element } from './element.ts'

/**
 * Dates in a text: the words of the link as their heading, then a row for each. What became of a date is said in words, and struck out
 * where it will not take place, so that it reads the same in a feed that drops every style.
 */
export function drawDates(block: Block, rows: readonly DateRow[], link: Resolve): Element {
  const [scheme = '', key = ''] = block.url.split(':')
  const title = element('p', { className: ['dates-title'] }, [linked(link(scheme, key), block.words)])
  // of one event each row would say its name again
  const isOne = 'event' in block.asked
  const list = element(
    'ul',
    {},
    rows.map((row) => drawRow(row, isOne ? null : linked(link('event', row.event), row.title, row.language))),
  )
  return element('section', { className: ['dates'], ariaLabel: block.words }, [title, list])
}

function drawRow(row: DateRow, title: ElementContent | string | null): Element {
  const when = row.moment === null ? row.when : element('time', { dateTime: row.moment }, [row.when])
  return element('li', row.isOff ? { className: ['dates-off'] } : {}, [
    element('span', { className: ['dates-when'] }, [row.isOff ? element('s', {}, [when]) : when]),
    ...(title === null ? [] : [' ', element('span', { className: ['dates-what'] }, [title])]),
    ' ',
    element('span', { className: ['dates-where'] }, [
      ...(row.state === null ? [] : [element('strong', { className: ['dates-state'] }, [row.state]), ' · ']),
      row.where,
      ...(row.places === null ? [] : [' · ', element('span', { className: ['dates-places'] }, [row.places])]),
    ]),
  ])
}

function linked(to: ReturnType<Resolve>, words: string, lang?: string): ElementContent | string {
  if (!to || !('href' in to)) return words
  return element('a', { href: to.href, ...(lang && { lang }) }, [words])
}
