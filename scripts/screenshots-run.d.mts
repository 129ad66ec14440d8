export declare const picturesBudgetBytes: number
export declare function takeScreenshots(): Promise<void>
