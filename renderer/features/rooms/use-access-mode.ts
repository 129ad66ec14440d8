import type { AccessMode } from '#shared/capabilities'
import { useSnapshot } from '../../page-context.tsx'

/** In which way the open connection may ask; as an operator's while none is open, for then nothing is asked at all. */
export const useAccessMode = (): AccessMode => useSnapshot().connection.mode ?? 'operator'
