export const flashTitle: string
export const beepHz: number
export const nextFlashMs: (n: number) => number
