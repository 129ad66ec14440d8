export const countdown = {}
