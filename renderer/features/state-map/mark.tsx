import { Icon } from '../../ui/icon.tsx'
import type { NodeLook } from './read-map.ts'

/** The sign of a state's part in the story: a dot for now, a tick for before, an arrow for next. */
export function Mark({ look }: { readonly look: NodeLook }) {
  if (look === 'other') return null
  return (
    <span className="map-mark" data-look={look}>
      {look === 'past' && <Icon name="check" />}
      {look === 'possible' && <Tip />}
    </span>
  )
}

/** An arrowhead that points right. */
export const Tip = () => (
  <svg className="map-tip" viewBox="0 0 8 8" aria-hidden="true" focusable="false">
    <path d="M.5 0 8 4 .5 8z" />
  </svg>
)
