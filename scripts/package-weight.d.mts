export type PackageWeight = { readonly archive: number; readonly unpacked: number }
export declare const packageBudgets: PackageWeight
export declare function weighPackage(resources: string): PackageWeight
export declare function findOverweightPackage(weight: PackageWeight, budgets: PackageWeight): string[]
export declare function packageWeightLine(weight: PackageWeight, budgets: PackageWeight): string
