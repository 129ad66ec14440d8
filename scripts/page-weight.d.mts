export type PageWeight = { readonly first: number; readonly all: number }
export declare const pageBudgets: PageWeight
export declare function weighPage(outRenderer: string): PageWeight | null
export declare function findOverweight(weight: PageWeight | null, budgets: PageWeight): string[]
export declare function weightLine(weight: PageWeight | null, budgets: PageWeight): string
