import type { Colours } from './colours.ts'
import { arraysOf, programOf } from './drawing-room.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { placing, setView, type View } from './view.ts'

const vertex = `${placing}
in vec2 place;
in vec2 look;
uniform float grown;
out float radius;
flat out float mark;
void main() {
  radius = look.y * pixel * grown;
  mark = look.x;
  gl_PointSize = 2. * radius + 6. * pixel;
  gl_Position = corner_of(on_canvas(place));
}`
/** Shape first, colour second: circle, square, hollow diamond, triangle; a ring for who straddles, a small dot where the side is not known. */
const fragment = `
in float radius;
flat in float mark;
uniform vec3 side[4], ink, muted, halo;
uniform float pixel_, visible;
out vec4 colour;
void main() {
  vec2 from = (gl_PointCoord - .5) * (2. * radius + 6. * pixel_);
  float away;
  bool hollow = false;
  vec3 own = ink;
  if (mark < .5) { away = length(from) - radius; own = side[0]; }
  else if (mark < 1.5) { vec2 box = abs(from) - radius * .87; away = max(box.x, box.y); own = side[1]; }
  else if (mark < 2.5) { away = (abs(from.x) + abs(from.y)) * .7071 - radius * .98; hollow = true; own = side[2]; }
  else if (mark < 3.5) {
    vec2 up = vec2(abs(from.x), from.y + radius * .1);
    away = max(up.y - radius * .8, dot(up, vec2(.8674, -.4976)) - radius * .54);
    own = side[3];
  } else if (mark < 4.5) { away = length(from) - radius; hollow = true; }
  else if (mark < 5.5) { away = length(from) - radius * .62; own = muted; }
  else away = length(from) - radius;
  float cover = 1. - smoothstep(-.6, .6, away);
  float around = 1. - smoothstep(-.6, .6, away - 1.3 * pixel_);
  vec4 drawn = vec4(halo, 1) * around * .9;
  drawn = mix(drawn, vec4(own, 1), cover);
  if (hollow) drawn = mix(drawn, vec4(halo, 1), 1. - smoothstep(-.6, .6, away + 1.5 * pixel_));
  colour = drawn * visible;
  if (colour.a < .01) discard;
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
      gl.enable(gl.BLEND)
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
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
