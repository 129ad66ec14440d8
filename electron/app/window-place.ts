import { z } from 'zod'

const pixels = z.number().int().min(-100_000).max(100_000)

/** Where the window was last, in the system's own pixels; of a maximised one where it would be otherwise. */
export const windowPlaceSchema = z.object({
  x: pixels,
  y: pixels,
  width: pixels.min(1),
  height: pixels.min(1),
  maximized: z.boolean(),
})
export type WindowPlace = z.output<typeof windowPlaceSchema>

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type WindowSize = Pick<Area, 'width' | 'height'>

export const smallestWindow: WindowSize = { width: 960, height: 640 }
const usualWindow: WindowSize = { width: 1280, height: 800 }

/** So much of the bar by which a window is moved must be seen, or nobody gets hold of it. */
const grip = { width: 120, height: 32 }

/** Where a window opens: `position` null leaves it in the middle of the main screen. */
export type OpeningPlace = WindowSize & { readonly position: { readonly x: number; readonly y: number } | null; readonly maximized: boolean }

/**
 * Where the window opens: at the size that was asked for, else where it was last if that can still be reached, else as it comes.
 * @param areas what the screens leave to windows, the main screen's first
 */
export function openingPlace(wanted: WindowSize | null, last: WindowPlace | null, areas: readonly Area[]): OpeningPlace {
  if (wanted !== null) return { ...wanted, position: null, maximized: false }
  const home = last === null ? undefined : areas.find((area) => hasGrip(last, area))
  if (last === null || home === undefined) return { ...within(usualWindow, areas[0]), position: null, maximized: false }
  return { ...within(last, home), position: { x: last.x, y: last.y }, maximized: last.maximized }
}

function hasGrip(place: Area, area: Area): boolean {
  const seenWidth = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  return seenWidth >= grip.width && place.y >= area.y && place.y + grip.height <= area.y + area.height
}

/** Never larger than its screen, never smaller than what can be worked with. */
const within = (size: WindowSize, area: Area | undefined): WindowSize => ({
  width: Math.max(smallestWindow.width, Math.min(size.width, area?.width ?? size.width)),
  height: Math.max(smallestWindow.height, Math.min(size.height, area?.height ?? size.height)),
})

/** Reads what was kept; null where there is nothing, or nothing that makes sense. */
export function parseWindowPlace(text: string): WindowPlace | null {
  try {
    return windowPlaceSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
