import { underSheet } from './camera.ts'
import { peopleInside } from './lasso.ts'
import type { PartOpener } from './open-map.ts'
import { changed } from './selection.ts'

/** Chooses whoever is inside a line that is drawn around them. Shift adds them to those chosen before, Alt takes them away. */
export const lassoPart: PartOpener = (open) => {
  let isOn = false
  const turn = (on: boolean) => {
    isOn = on
    open.host.classList.toggle('is-lasso', on)
    open.host.querySelector('[data-do="lasso"]')?.setAttribute('aria-pressed', String(on))
  }
  return {
    asked: (what) => what === 'lasso' && turn(!isOn),
    takes: () => isOn,
    drawing(line, done) {
      open.signs.lasso(done === null ? line : [])
      if (done === null) return
      const around = line.map((spot) => underSheet(open.camera, open.sheet, spot))
      const how = done.shift ? 'add' : done.alt ? 'take' : 'replace'
      open.choice.choosePeople(changed(open.choice.people, peopleInside(open.places, around), how))
      if (how === 'replace') turn(false)
    },
    left: () => turn(false),
  }
}
