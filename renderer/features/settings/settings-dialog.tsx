/** The settings, each with what it does and when it counts. */
export function SettingsDialog({ onClose: _onClose }: { readonly onClose: () => void }) {
  return null
}
