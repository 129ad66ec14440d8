/** Which world a connection belongs to. `rehearsal` is the local FlipFlop Cloud on this computer: nobody outside can watch. */
export const environments = ['rehearsal', 'sandbox', 'production', 'custom'] as const
export type Environment = (typeof environments)[number]
