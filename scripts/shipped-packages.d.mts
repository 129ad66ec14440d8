type Entry = {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type Lockfile = { readonly packages: Readonly<Record<string, Entry>> }
export declare function reach(
  packages: Readonly<Record<string, Entry>>,
  names: readonly string[],
  leaves?: (from: string, to: string) => boolean,
): string[]
export declare function nameOf(path: string): string
export declare function shippedPackages(lockfile: Lockfile): string[]
export declare function leftOutPackages(lockfile: Lockfile): string[]
export declare function leaveOutLines(lockfile: Lockfile): string
