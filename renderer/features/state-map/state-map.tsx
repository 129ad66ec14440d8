/** The two state machines of the service: where we are, how we came here, what can come next. */
export function StateMap() {
  return null
}
