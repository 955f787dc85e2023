/** A WebGL program with its uniforms by name. */
export interface Program {
  program: WebGLProgram
  uniforms: Readonly<Record<string, WebGLUniformLocation>>
}

/**
 * Compiles a program. Both texts are without the line that says the version.
 *
 * @throws Error with what the compiler said
 */
export function programOf(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram()
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind)
    if (shader === null) throw new Error('The graphics card is lost')
    gl.shaderSource(shader, `#version 300 es\nprecision highp float;\nprecision highp sampler2D;\n${text}`)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`A shader does not compile: ${gl.getShaderInfoLog(shader)}`)
    }
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`A program does not link: ${gl.getProgramInfoLog(program)}`)
  }
  const uniforms: Record<string, WebGLUniformLocation> = {}
  const count = (gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number | null) ?? 0
  for (let nth = 0; nth < count; nth += 1) {
    const name = gl.getActiveUniform(program, nth)?.name
    const at = name === undefined ? null : gl.getUniformLocation(program, name)
    if (name !== undefined && at !== null) uniforms[name.replace('[0]', '')] = at
  }
  return { program, uniforms }
}

export interface Attribute {
  name: string
  values: Float32Array
  /** numbers for each point */
  size: number
  /** the same for all corners of one thing drawn many times */
  each?: boolean
}

/** Arrays of a program, ready to be drawn from. */
export function arraysOf(
  gl: WebGL2RenderingContext,
  { program }: Program,
  attributes: readonly Attribute[],
): WebGLVertexArrayObject {
  const arrays = gl.createVertexArray()
  gl.bindVertexArray(arrays)
  for (const { name, values, size, each } of attributes) {
    const at = gl.getAttribLocation(program, name)
    if (at < 0) continue
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
    gl.enableVertexAttribArray(at)
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0)
    if (each) gl.vertexAttribDivisor(at, 1)
  }
  gl.bindVertexArray(null)
  return arrays
}

/** Four numbers for each cell of a grid, eased between cells. */
export function fieldTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  { columns, rows }: { columns: number; rows: number },
  values: Float32Array | Uint8Array,
): void {
  gl.activeTexture(gl.TEXTURE0 + unit)
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  if (values instanceof Uint8Array) {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, columns, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, values)
  } else {
    // half as exact where the card cannot ease between full numbers: still five hundred steps between two contours
    const format = gl.getExtension('OES_texture_float_linear') === null ? gl.RGBA16F : gl.RGBA32F
    gl.texImage2D(gl.TEXTURE_2D, 0, format, columns, rows, 0, gl.RGBA, gl.FLOAT, values)
  }
  for (const [name, value] of [
    [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
    [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
    [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
  ] as const) {
    gl.texParameteri(gl.TEXTURE_2D, name, value)
  }
}
