import { qrPath } from './qr-path.ts'

/** A link for a phone's camera. Dark on light in every theme: some readers know nothing else. */
export function QrCode({ link, label }: { readonly link: string; readonly label: string }) {
  const { size, path } = qrPath(link)
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid="qr-code"
      data-value={link}
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
