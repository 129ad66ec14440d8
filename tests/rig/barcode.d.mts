export declare const tickMs: number
export declare const tickRange: number
export declare const terminalLayout: {
  readonly columns: number
  readonly rows: number
  readonly firstColumn: number
  readonly cellColumns: number
  readonly bandRows: number
}
export declare function valueAt(wallMs: number): number
export declare function ageMs(value: number, wallMs: number): number
export declare function cellsOf(value: number): boolean[]
export declare function paintingOf(value: number): string
export declare function readBarcode(pixels: ArrayLike<number>, width: number, height: number, channels: number): number | null
