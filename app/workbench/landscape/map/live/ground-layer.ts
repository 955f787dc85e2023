import type { Colours } from './colours.ts'
import { fieldTexture, type Program, programOf } from './drawing-room.ts'
import { evidenceField, heightField, sideField } from './ground-fields.ts'
import { type GroundKind, groundFragment, groundVertex } from './ground-shader.ts'
import { CORNERS, groundTiles } from './ground-tiles.ts'
import type { SentMap } from './sent-map.ts'
import type { View } from './view.ts'

/** The ground of the map. Nothing here grows with people or ties: a frame costs the same for thirty and for a million. */
export interface GroundLayer {
  draw(view: View, colours: Colours): void
}

/** From this zoom on there are twice as many contours. */
const FINE = 2.6
/** Farther from land than this many widths between waterlines, water is one colour. */
const DEEP = 64

export function groundLayer(gl: WebGL2RenderingContext, map: SentMap): GroundLayer {
  const { ground, scale } = map.head
  const heights = heightField(map)
  const tiles = groundTiles(map, heights)
  const around = tiles.corners.length / CORNERS / 2
  fieldTexture(gl, 0, ground, heights)
  fieldTexture(gl, 1, ground, sideField(map))
  fieldTexture(gl, 2, ground, evidenceField(map))
  const arrays = gl.createVertexArray()
  gl.bindVertexArray(arrays)
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, tiles.corners, gl.STATIC_DRAW)
  gl.enableVertexAttribArray(0)
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  const programIn = programsOf(gl, map)
  const paint = (kind: GroundKind, view: View, colours: Colours, from: number, to: number) => {
    if (to <= from) return
    const program = programIn(kind, colours)
    gl.useProgram(program.program)
    setGround(gl, program, map, view)
    gl.drawArrays(gl.TRIANGLES, CORNERS * from, CORNERS * (to - from))
  }
  return {
    draw(view, colours) {
      const unit = Math.max(scale, 1 / view.camera.zoom)
      const land = tiles.inland + tiles.coast
      const deep = land + tiles.offshore.findIndex((offshore) => offshore > DEEP * unit)
      gl.disable(gl.BLEND)
      gl.bindVertexArray(arrays)
      paint('deep', view, colours, deep, around)
      paint('shore', view, colours, land, deep)
      paint('coast', view, colours, tiles.inland, land)
      paint('inland', view, colours, 0, tiles.inland)
    },
  }
}

/** The programs in the colours of the page: made anew when light turns to dark. */
function programsOf(gl: WebGL2RenderingContext, map: SentMap): (kind: GroundKind, colours: Colours) => Program {
  const programs = new Map<GroundKind, Program>()
  let paintedIn: Colours | null = null
  return (kind, colours) => {
    if (paintedIn !== colours) {
      for (const { program } of programs.values()) gl.deleteProgram(program)
      programs.clear()
      paintedIn = colours
    }
    const program = programs.get(kind) ?? programOf(gl, groundVertex, groundFragment(kind, map, colours))
    programs.set(kind, program)
    return program
  }
}

function setGround(gl: WebGL2RenderingContext, { uniforms: u }: Program, { head }: SentMap, view: View): void {
  const { camera, ratio } = view
  gl.uniform2f(u['size']!, view.pixelWidth, view.pixelHeight)
  gl.uniform3f(u['camera']!, camera.x, camera.y, camera.zoom * ratio)
  gl.uniform1f(u['levels'] ?? null, camera.zoom * head.scale > FINE ? 40 : 20)
  gl.uniform1f(u['pixel']!, ratio)
  gl.uniform1f(u['unit'] ?? null, 1 / (camera.zoom * ratio))
  gl.uniform1i(u['heights'] ?? null, 0)
  gl.uniform1i(u['sides'] ?? null, 1)
  gl.uniform1i(u['evidence'] ?? null, 2)
}
