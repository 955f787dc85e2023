import type { Language } from '../../../platform/i18n/language.ts'
import { drawingWords } from '../drawing/drawing-words.ts'
import type { ShownColumn } from './shown-column.ts'

/** The last column of a table that can be written in: leads to the form of each row, for whoever has no JavaScript or wants to see all of it. */
export function changeRow<Row>(
  language: Language,
  href: (row: Row) => string | null,
  called: (row: Row) => string,
): ShownColumn<Row> {
  const say = drawingWords(language)
  return {
    key: 'change',
    label: say('change_short'),
    text: () => '',
    pageOnly: true,
    cell(row) {
      const to = href(row)
      return (
        to && (
          <a href={to} aria-label={`${say('change_short')}: ${called(row)}`}>
            {say('change_short')}
          </a>
        )
      )
    },
  }
}
