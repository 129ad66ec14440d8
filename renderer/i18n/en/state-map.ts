export const stateMap = {}
