/** Filters that bring a picture into `width`×`height` whole, with black bars where the shape differs. Nothing where it fits already. */
export const fitFilters = (source: { readonly width: number; readonly height: number } | null, width: number, height: number): readonly string[] =>
  source !== null && source.width === width && source.height === height
    ? []
    : [`scale=${width}:${height}:force_original_aspect_ratio=decrease`, `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`]

/** The size of the preview: the longer side is 640 pixels or the program's own, both sides even. */
export const previewSize = (width: number, height: number): { readonly width: number; readonly height: number } => {
  const scale = Math.min(1, 640 / Math.max(width, height))
  const even = (size: number) => Math.max(2, 2 * Math.round((size * scale) / 2))
  return { width: even(width), height: even(height) }
}
