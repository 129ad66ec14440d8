export type Outcome = {
  passed: number
  failed: number
  failures: string[]
  skipped: { name: string; reason: string; project?: string }[]
}
export declare function nothingYet(): Outcome
export declare function oneFailure(why: string): Outcome
export declare function addUp(outcomes: readonly Outcome[]): Outcome
export declare function lastLine(sum: Pick<Outcome, 'passed' | 'failed'>): string
export declare function judgeLane(name: string, reported: Outcome | null, exitCode: number | null): Outcome
export declare function readPlaywrightReport(report: unknown): Outcome
export declare function firstLine(text: unknown): string
export declare function skippedLines(skipped: Outcome['skipped']): string[]
