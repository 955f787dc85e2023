import type { Colours } from './colours.ts'
import { arraysOf, programOf } from './drawing-room.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { blendOverGround, placing, setView, type View } from './view.ts'

const vertex = `${placing}
in vec2 place;
in vec2 look;
uniform float grown;
uniform vec3 side[4], ink, muted;
out float radius, reach;
flat out float mark, strength;
flat out vec3 own;
void main() {
  radius = look.y * pixel * grown;
  mark = mod(look.x, 8.);
  strength = look.x < 7.5 ? 1. : .4;
  own = mark < .5 ? side[0] : mark < 1.5 ? side[1] : mark < 2.5 ? side[2] : mark < 3.5 ? side[3] : mark > 4.5 && mark < 5.5 ? muted : ink;
  bool pointed = mark > 1.5 && mark < 3.5;
  reach = pointed ? radius + 3. * pixel : (mark > 4.5 && mark < 5.5 ? .62 : 1.) * radius + 1.3 * pixel + .7;
  gl_PointSize = 2. * reach;
  gl_Position = corner_of(on_canvas(place));
}`
/** Shape first, colour second: circle, square, hollow diamond, triangle; a ring for who straddles, a small dot where the side is not known. */
const fragment = `
in float radius, reach;
flat in float mark, strength;
flat in vec3 own;
uniform vec3 halo;
uniform float pixel_, visible;
out vec4 colour;
float covered(float away) {
  float t = clamp((.6 - away) / 1.2, 0., 1.);
  return t * t * (3. - 2. * t);
}
void main() {
  vec2 from = (gl_PointCoord - .5) * (2. * reach);
  float away = length(from) - (mark > 4.5 && mark < 5.5 ? radius * .62 : radius);
  bool hollow = mark > 3.5 && mark < 4.5;
  if (mark > .5 && mark < 3.5) {
    if (mark < 1.5) { vec2 box = abs(from) - radius * .87; away = max(box.x, box.y); }
    else if (mark < 2.5) { away = (abs(from.x) + abs(from.y)) * .7071 - radius * .98; hollow = true; }
    else {
      vec2 up = vec2(abs(from.x), from.y + radius * .1);
      away = max(up.y - radius * .8, dot(up, vec2(.8674, -.4976)) - radius * .54);
    }
  }
  vec4 drawn = mix(vec4(halo, 1) * covered(away - 1.3 * pixel_) * .9, vec4(own, 1), covered(away));
  if (hollow) drawn = mix(drawn, vec4(halo, 1), covered(away + 1.5 * pixel_));
  colour = drawn * visible * strength;
}`

/** Most marks drawn at once; whoever has fewer ties than these is part of the height alone. */
const MOST_MARKS = 20_000

/** People as marks. */
export interface MarkLayer {
  /** @param visible 0 to 1, for easing in and out */
  draw(view: View, colours: Colours, visible: number): void
}

export function markLayer(gl: WebGL2RenderingContext, { people }: SentMap, places: Places): MarkLayer {
  const program = programOf(gl, vertex, fragment)
  const count = Math.min(MOST_MARKS, places.count)
  const place = new Float32Array(2 * count)
  const look = new Float32Array(2 * count)
  for (let k = 0; k < count; k += 1) {
    place.set([places.x(k), places.y(k)], 2 * k)
    look.set([people.mark[k]!, 2.15 + Math.min(1.9, Math.sqrt(people.degree[k]!) * 0.36)], 2 * k)
  }
  const arrays = arraysOf(gl, program, [
    { name: 'place', values: place, size: 2 },
    { name: 'look', values: look, size: 2 },
  ])
  return {
    draw(view, colours, visible) {
      if (count === 0 || visible <= 0) return
      const { uniforms } = program
      blendOverGround(gl)
      gl.useProgram(program.program)
      setView(gl, uniforms, view)
      gl.uniform1f(uniforms['pixel_']!, view.ratio)
      gl.uniform1f(uniforms['grown']!, grownAt(view.camera.zoom))
      gl.uniform1f(uniforms['visible']!, visible)
      gl.uniform3fv(
        uniforms['side']!,
        (['side-1', 'side-2', 'side-3', 'side-4'] as const).flatMap((name) => colours[name]),
      )
      gl.uniform3fv(uniforms['ink']!, colours.ink)
      gl.uniform3fv(uniforms['muted']!, colours.muted)
      gl.uniform3fv(uniforms['halo']!, colours.halo)
      gl.bindVertexArray(arrays)
      gl.drawArrays(gl.POINTS, 0, count)
    },
  }
}

/** How much larger marks are than at the usual zoom. */
export function grownAt(zoom: number): number {
  return Math.max(0.75, Math.min(2.4, (zoom / 1.35) ** 0.55))
}
