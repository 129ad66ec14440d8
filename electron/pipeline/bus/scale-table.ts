/**
 * Which two samples of a row (or column) make each output sample, and how much the second one counts. `kind` tells what is the same for all of them:
 * `copy`: neighbours as they are. `one`: the first alone. `half`: both alike. `weighted`: nothing.
 */
export type Taps = {
  readonly kind: 'copy' | 'one' | 'half' | 'weighted'
  readonly first: Uint16Array
  readonly second: Uint16Array
  /** Of the second, in 256ths. */
  readonly weight: Uint16Array
}

/** The part of `samples` that begins at `from` and is `length` long (both may be fractions) becomes `outputs` samples. */
export type Stretch = {
  readonly samples: number
  readonly from: number
  readonly length: number
  readonly outputs: number
  readonly mirrored: boolean
}

export const noTaps: Taps = { kind: 'copy', first: new Uint16Array(0), second: new Uint16Array(0), weight: new Uint16Array(0) }

/** Up to half the size, bilinear; below it two samples that stand for the two halves of what they cover. Only the outputs `seenFrom` to `seenTo`. */
export function stretchTaps({ samples, from, length, outputs, mirrored }: Stretch, seenFrom = 0, seenTo = outputs): Taps {
  const count = Math.max(0, seenTo - seenFrom)
  const first = new Uint16Array(count)
  const second = new Uint16Array(count)
  const weight = new Uint16Array(count)
  const step = length / outputs
  const within = (sample: number) => Math.min(samples - 1, Math.max(0, sample))
  for (let index = 0; index < count; index += 1) {
    const output = mirrored ? outputs - 1 - (seenFrom + index) : seenFrom + index
    const centre = from + (output + 0.5) * step - 0.5
    if (step > 2) {
      first[index] = within(Math.round(centre - step / 4))
      second[index] = within(Math.round(centre + step / 4))
      weight[index] = 128
    } else {
      const at = Math.min(samples - 1, Math.max(0, centre))
      first[index] = Math.floor(at)
      second[index] = within(Math.floor(at) + 1)
      weight[index] = Math.round((at - Math.floor(at)) * 256)
    }
  }
  return { kind: kindOf(first, weight), first, second, weight }
}

function kindOf(first: Uint16Array, weight: Uint16Array): Taps['kind'] {
  if (weight.every((part) => part === 128)) return weight.length === 0 ? 'copy' : 'half'
  if (!weight.every((part) => part === 0)) return 'weighted'
  return first.every((sample, index) => sample === (first[0] ?? 0) + index) ? 'copy' : 'one'
}
