import type { Colours } from './colours.ts'
import { programOf } from './drawing-room.ts'
import type { Detail } from './level-of-detail.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { curvesOf, piecesOf } from './tie-curves.ts'
import { blendOverGround, placing, setView, type View } from './view.ts'

const vertex = `${placing}
layout(location = 0) in vec4 at;
layout(location = 1) in vec3 look;
uniform vec3 ink, madder;
uniform float strength, strands;
out vec2 cover_at;
flat out vec4 shade;
void main() {
  float half_width = look.z * pixel;
  float bank = (gl_VertexID & 1) == 0 ? half_width + .6 : -half_width - .6;
  cover_at = vec2(bank, half_width + .6) / 1.2;
  shade = vec4(look.x > .5 ? madder : ink, 1) * look.y * (look.x > .5 ? strands : strength);
  gl_Position = corner_of(on_canvas(at.xy) + at.zw * abs(bank));
}`
/** Whatever is the same across a tie comes from its corners: of a frame full of ties most is spent here. */
const fragment = `
in vec2 cover_at;
flat in vec4 shade;
out vec4 colour;
void main() {
  float t = clamp(cover_at.y - abs(cover_at.x), 0., 1.);
  colour = shade * (t * t * (3. - 2. * t));
}`

/** Ties as curves: those that cross the boundary gathered at their bridges, in madder, the others bowed to one side. */
export interface TieLayer {
  draw(view: View, colours: Colours, detail: Detail): void
}

export function tieLayer(gl: WebGL2RenderingContext, map: SentMap, places: Places): TieLayer {
  const program = programOf(gl, vertex, fragment)
  const curves = curvesOf(map, places)
  const arrays = gl.createVertexArray()
  const buffers = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()] as const
  const [left, top, right, bottom] = map.head.land
  const land = (right - left) * (bottom - top)
  let [cutFor, corners] = [0, 0]
  gl.bindVertexArray(arrays)
  for (const [at, size] of [4, 3].entries()) {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[at]!)
    gl.enableVertexAttribArray(at)
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0)
  }
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers[2])
  const cut = (zoom: number) => {
    const pieces = piecesOf(curves, zoom, land)
    for (const [at, values] of [pieces.places, pieces.looks].entries()) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffers[at]!)
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
    }
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, pieces.corners, gl.STATIC_DRAW)
    cutFor = zoom
    corners = pieces.corners.length
  }
  return {
    draw(view, colours, detail) {
      if (curves.count === 0) return
      blendOverGround(gl)
      gl.useProgram(program.program)
      setView(gl, program.uniforms, view)
      gl.uniform3fv(program.uniforms['ink']!, colours.ink)
      gl.uniform3fv(program.uniforms['madder']!, colours.madder)
      gl.uniform1f(program.uniforms['strength']!, detail.ties)
      gl.uniform1f(program.uniforms['strands']!, detail.strands)
      gl.bindVertexArray(arrays)
      const zoom = 2 ** Math.ceil(Math.log2(view.camera.zoom * view.ratio))
      if (zoom !== cutFor) cut(zoom)
      gl.drawElements(gl.TRIANGLES, corners, gl.UNSIGNED_INT, 0)
      gl.bindVertexArray(null)
    },
  }
}
