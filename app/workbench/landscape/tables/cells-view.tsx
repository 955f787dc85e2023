import type { Child } from 'hono/jsx'
import { pathIn } from '../../visit.tsx'
import { cellWords } from './cell-words.ts'
import { type CellTable, cellColumnsOf } from './cells/cell-columns.ts'
import { choiceInWords, columnInWords } from './cells/choice-words.ts'
import { namesInCell, unknownSide } from './cells/read-cell.ts'
import type { CellsSetting, ColumnSetting } from './live/cells-setting.ts'
import { pasteHref } from './table-bar.tsx'
import type { TablePlace } from './table-place.ts'

/** More groups than this are not offered while one types; their names are understood all the same. */
const mostOffered = 400

/** A table whose cells can be written in place where there is JavaScript; without it each row has the link to its form. */
export function CellsIsland({ at, view, children }: { at: TablePlace; view: CellTable; children: Child }) {
  const { say, landscape, tables } = at
  const more = cellWords(say.language)
  const setting: CellsSetting = {
    table: view,
    boundary: tables.boundaryId,
    write: `/api/landscapes/${landscape.slug}/cells`,
    undo: `/api/landscapes/${landscape.slug}/history/`,
    paste: pasteHref(at, view),
    history: pathIn(landscape, 'history'),
    columns: Object.fromEntries(columnsOffered(at, view)),
    words: wordsFor(more),
  }
  return (
    <table-cells class="table-cells" data-setting={JSON.stringify(setting)}>
      <div class="table-session" hidden>
        <details class="table-keys">
          <summary>{more('keys')}</summary>
          <p class="card">{more('how')}</p>
        </details>
        <p class="table-said" role="status" />
        <input
          class="input table-why"
          type="text"
          maxlength={500}
          autocomplete="off"
          aria-label={more('why')}
          placeholder={more('why')}
        />
      </div>
      {children}
    </table-cells>
  )
}

function columnsOffered({ say, tables }: TablePlace, view: CellTable): [string, ColumnSetting][] {
  const sides = tables.drawn.boundaries.find(({ id }) => id === tables.boundaryId)?.sides ?? []
  return cellColumnsOf[view]
    .filter(({ once }) => !once)
    .map((column) => {
      const label = columnInWords(say.language, view, column.name)
      const setting: ColumnSetting = { as: column.as, label }
      if (column.choices)
        setting.choices = column.choices.map((one) => [one, choiceInWords(say.language, view, column, one)])
      if (column.as === 'sides') setting.offered = [...sides, unknownSide].map((one) => namesInCell([one]))
      if (column.as === 'groups')
        setting.offered = tables.drawn.practices.slice(0, mostOffered).map(({ name }) => namesInCell([name]))
      return [column.name, setting]
    })
}

function wordsFor(more: ReturnType<typeof cellWords>): CellsSetting['words'] {
  return {
    saved: more('said_saved'),
    saving: more('said_saving'),
    waiting: more('said_waiting'),
    refused: more('said_refused'),
    again: more('again'),
    leave: more('leave'),
    keepMine: more('keep_mine'),
    takeTheirs: more('take_theirs'),
    standsNow: more('stands_now'),
    yours: more('yours'),
    nothing: more('nothing'),
    undone: more('said_undone'),
    undoNothing: more('undo_nothing'),
    undoRefused: more('undo_refused'),
    signedOut: more('signed_out'),
    others: more('said_others'),
    cannot: more('cannot'),
    editing: more('said_editing'),
    left: more('said_left'),
    pasted: more('said_pasted'),
    looking: more('said_looking'),
    pasteUnheard: more('paste_unheard'),
  }
}
