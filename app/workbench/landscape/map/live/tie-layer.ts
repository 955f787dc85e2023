import type { Colours } from './colours.ts'
import { arraysOf, programOf } from './drawing-room.ts'
import type { Detail } from './level-of-detail.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { placing, setView, type View } from './view.ts'

/** Straight pieces of which a curve is made. */
const PIECES = 14
const vertex = `${placing}
in vec2 along;
in vec4 ends;
in vec2 bend;
in vec3 look;
out float across;
out float half_width;
flat out vec2 seen;
void main() {
  vec2 a = on_canvas(ends.xy), b = on_canvas(ends.zw), c = on_canvas(bend);
  float t = along.x;
  vec2 spot = mix(mix(a, c, t), mix(c, b, t), t);
  vec2 way = mix(c - a, b - c, t);
  way = length(way) > 0. ? normalize(way) : vec2(1, 0);
  half_width = look.z * pixel;
  across = along.y * (half_width + 1.);
  seen = look.xy;
  gl_Position = corner_of(spot + vec2(-way.y, way.x) * across);
}`
const fragment = `
in float across;
in float half_width;
flat in vec2 seen;
uniform vec3 ink, madder;
uniform float strength, strands;
out vec4 colour;
void main() {
  float cover = 1. - smoothstep(half_width - .6, half_width + .6, abs(across));
  float alpha = cover * seen.y * (seen.x > .5 ? strands : strength);
  colour = vec4((seen.x > .5 ? madder : ink) * alpha, alpha);
}`

/** Ties as curves: those that cross the boundary gathered at their bridges, in madder, the others bowed to one side. */
export interface TieLayer {
  draw(view: View, colours: Colours, detail: Detail): void
}

export function tieLayer(gl: WebGL2RenderingContext, map: SentMap, places: Places): TieLayer {
  const program = programOf(gl, vertex, fragment)
  const along = new Float32Array(4 * (PIECES + 1))
  for (let piece = 0; piece <= PIECES; piece += 1) along.set([piece / PIECES, -1, piece / PIECES, 1], 4 * piece)
  const curves = curvesOf(map, places)
  const arrays = arraysOf(gl, program, [
    { name: 'along', values: along, size: 2 },
    { name: 'ends', values: curves.ends, size: 4, each: true },
    { name: 'bend', values: curves.bend, size: 2, each: true },
    { name: 'look', values: curves.look, size: 3, each: true },
  ])
  return {
    draw(view, colours, detail) {
      if (curves.count === 0) return
      gl.enable(gl.BLEND)
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
      gl.useProgram(program.program)
      setView(gl, program.uniforms, view)
      gl.uniform3fv(program.uniforms['ink']!, colours.ink)
      gl.uniform3fv(program.uniforms['madder']!, colours.madder)
      gl.uniform1f(program.uniforms['strength']!, detail.ties)
      gl.uniform1f(program.uniforms['strands']!, detail.strands)
      gl.bindVertexArray(arrays)
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 2 * (PIECES + 1), curves.count)
    },
  }
}

interface Curves {
  count: number
  ends: Float32Array
  bend: Float32Array
  /** 1 for a tie that crosses, how visible it is, and half its width in CSS pixels */
  look: Float32Array
}

/** Long ties are fainter; so are those of a bridge that many share. */
const USUAL_LENGTH = 60
const BOW = 0.09
const REACH = 0.45
/** Half the widths of ties, in CSS pixels. */
const PLAIN = 0.62
const CROSSING = 0.95

function curvesOf({ head, ties }: SentMap, places: Places): Curves {
  const bridges = head.boundary?.bridges ?? []
  const crossing = ties.bridge.reduce((sum, bridge) => sum + (bridge > 0 ? 1 : 0), 0)
  const count = ties.from.length + crossing + ties.halfHill.length
  const curves: Curves = {
    count: 0,
    ends: new Float32Array(4 * count),
    bend: new Float32Array(2 * count),
    look: new Float32Array(3 * count),
  }
  const add = (
    ax: number,
    ay: number,
    bx: number,
    by: number,
    cx: number,
    cy: number,
    crosses: number,
    visible: number,
    half: number,
  ) => {
    const nth = curves.count++
    curves.ends.set([ax, ay, bx, by], 4 * nth)
    curves.bend.set([cx, cy], 2 * nth)
    curves.look.set([crosses, visible, half], 3 * nth)
  }
  const toBridge = (x: number, y: number, bridge: (typeof bridges)[number], ties = 1) => {
    const [nx, ny] = [-bridge.along[1], bridge.along[0]]
    const side = Math.sign((x - bridge.x) * nx + (y - bridge.y) * ny) || 1
    const reach = Math.hypot(x - bridge.x, y - bridge.y) * REACH * side
    const visible = Math.max(0.42, Math.min(1, 1.25 / bridge.ties ** 0.3))
    add(x, y, bridge.x, bridge.y, bridge.x + nx * reach, bridge.y + ny * reach, 1, visible, CROSSING * widthOf(ties))
  }
  for (const wanted of [0, 1]) {
    for (let k = 0; k < ties.from.length; k += 1) {
      const bridge = bridges[ties.bridge[k]! - 1]
      if ((bridge === undefined ? 0 : 1) !== wanted) continue
      const [a, b] = [ties.from[k]!, ties.to[k]!]
      const [ax, ay, bx, by] = [places.x(a), places.y(a), places.x(b), places.y(b)]
      if (bridge === undefined) {
        const length = Math.hypot(ax - bx, ay - by) / head.scale
        const visible = Math.max(0.22, Math.min(1, USUAL_LENGTH / (length + 1)))
        add(ax, ay, bx, by, (ax + bx) / 2 - (by - ay) * BOW, (ay + by) / 2 + (bx - ax) * BOW, 0, visible, PLAIN)
      } else {
        toBridge(ax, ay, bridge)
        toBridge(bx, by, bridge)
      }
    }
  }
  for (let k = 0; k < ties.halfHill.length; k += 1) {
    const [hill, bridge] = [head.hills[ties.halfHill[k]!], bridges[ties.halfBridge[k]!]]
    if (hill !== undefined && bridge !== undefined) toBridge(hill.x, hill.y, bridge, ties.halfTies[k]!)
  }
  return curves
}

/** How much wider a line is that stands for so many ties. */
function widthOf(ties: number): number {
  return ties === 1 ? 1 : Math.min(4, 0.7 + 0.3 * Math.sqrt(ties))
}
