import type { ConnectionColor } from '#shared/contract'

/** The colour of a connection; its name stands beside it. */
export const ConnectionMark = ({ color }: { readonly color: ConnectionColor }) => <span className="mark-dot" data-color={color} aria-hidden="true" />
