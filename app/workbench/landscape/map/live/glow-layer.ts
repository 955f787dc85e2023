import type { Colours } from './colours.ts'
import { arraysOf, programOf } from './drawing-room.ts'
import type { SentMap } from './sent-map.ts'
import { blendOverGround, placing, setView, type View } from './view.ts'

const vertex = `${placing}
in vec2 place;
uniform float reach;
void main() {
  gl_PointSize = 2. * reach;
  gl_Position = corner_of(on_canvas(place));
}`
const fragment = `
uniform vec3 glow;
uniform float night;
out vec4 colour;
void main() {
  float away = length(gl_PointCoord - .5) * 2.;
  float inner = 1. - smoothstep(0., .5, away);
  float light = away >= 1. ? 0. : mix(.66 * (1. - smoothstep(.4, 1., away)), .98, inner);
  light *= night > .5 ? .58 : 1.;
  colour = vec4(glow * light, light);
}`

/** The light of clearings, under the people and over the ground. */
export interface GlowLayer {
  draw(view: View, colours: Colours): void
}

export function glowLayer(gl: WebGL2RenderingContext, { head }: SentMap): GlowLayer {
  const program = programOf(gl, vertex, fragment)
  const values = Float32Array.from(head.clearings.flatMap(({ x, y }) => [x, y]))
  const arrays = arraysOf(gl, program, [{ name: 'place', values, size: 2 }])
  return {
    draw(view, colours) {
      if (values.length === 0) return
      blendOverGround(gl)
      gl.useProgram(program.program)
      setView(gl, program.uniforms, view)
      gl.uniform1f(program.uniforms['reach']!, 1.5 * clearingRadius(view.camera.zoom) * view.ratio)
      gl.uniform3fv(program.uniforms['glow']!, colours.glow)
      gl.uniform1f(program.uniforms['night']!, colours.night ? 1 : 0)
      gl.bindVertexArray(arrays)
      gl.drawArrays(gl.POINTS, 0, values.length / 2)
    },
  }
}

/** The ring around a clearing, in CSS pixels. */
export function clearingRadius(zoom: number): number {
  return Math.max(18, 32 * Math.min(2.2, zoom / 1.2))
}
