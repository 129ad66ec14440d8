import type { GreyPicture } from './grey-picture.ts'

/** Luma; what is encoded as black is 16, and a covered lens has some noise. */
const blackUntil = 28
/** A mouse pointer on a black screen does not make it a picture. */
const pixelsOfPointer = 4

const darkBelow = 45
const brightFrom = 90
const brightShare = 0.02

const countFrom = ({ data }: GreyPicture, luma: number): number => {
  let count = 0
  for (const pixel of data) if (pixel >= luma) count += 1
  return count
}

/** All of it is black. Another colour all over is a picture. */
export const isBlack = (picture: GreyPicture): boolean => countFrom(picture, blackUntil + 1) <= pixelsOfPointer

/** Of a camera: hardly anything can be made out, and nothing shines. Black is not dark: that has another cause. */
export function isTooDark(picture: GreyPicture): boolean {
  const { data } = picture
  let sum = 0
  for (const pixel of data) sum += pixel
  return sum / data.length < darkBelow && countFrom(picture, brightFrom) < brightShare * data.length && !isBlack(picture)
}
