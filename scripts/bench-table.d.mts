import type { Measure } from '../tests/bench/results.ts'

export declare function percentile(values: readonly number[], share: number): number
export declare function withRatios(measures: readonly Measure[]): readonly Measure[]
export declare function tableOf(measures: readonly Measure[]): string
