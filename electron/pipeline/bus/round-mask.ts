/** How wide the soft edge of a round picture is, in samples. */
const softness = 1.5

/**
 * An ellipse that touches all four sides of a rectangle. Row by row from the left: nothing, a soft edge from `outer`, all of the picture from `inner`;
 * the right half is the left one mirrored, and begins at `innerEnd`.
 */
export type RoundMask = {
  readonly width: number
  readonly outer: Uint16Array
  readonly inner: Uint16Array
  readonly innerEnd: Uint16Array
  /** How much of the picture is seen in the samples of each row's left edge, in 256ths. */
  readonly edges: Uint16Array
  /** Where the edge of each row begins in `edges`. */
  readonly edgeAt: Uint32Array
}

/** In 256ths. The distance from the ellipse is taken to first order, which is exact enough for an edge this narrow. */
function coverage(x: number, y: number, width: number, height: number): number {
  const across = (2 * x + 1 - width) / width
  const down = (2 * y + 1 - height) / height
  const reach = Math.hypot(across, down)
  if (reach === 0) return 256
  const steepness = Math.hypot(across / (width / 2), down / (height / 2)) / reach
  const outside = (reach - 1) / steepness
  return Math.round(256 * Math.min(1, Math.max(0, 0.5 - outside / softness)))
}

export function roundMask(width: number, height: number): RoundMask {
  const middle = Math.ceil(width / 2)
  const outer = new Uint16Array(height).fill(middle)
  const inner = new Uint16Array(height).fill(middle)
  const innerEnd = new Uint16Array(height)
  const edgeAt = new Uint32Array(height)
  const edges: number[] = []
  for (let y = 0; y < height; y += 1) {
    edgeAt[y] = edges.length
    for (let x = 0; x < middle; x += 1) {
      const seen = coverage(x, y, width, height)
      if (seen === 0) continue
      if (outer[y] === middle) outer[y] = x
      if (seen === 256) {
        inner[y] = x
        break
      }
      edges.push(seen)
    }
    innerEnd[y] = Math.max(inner[y] ?? middle, width - (inner[y] ?? middle))
  }
  return { width, outer, inner, innerEnd, edges: Uint16Array.from(edges), edgeAt }
}
