export declare function packIcns(pictures: ReadonlyMap<number, Buffer>): Buffer
export declare function packIco(pictures: ReadonlyMap<number, Buffer>): Buffer
