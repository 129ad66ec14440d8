export declare function writeFakeElectron(folder: string, version: string): Promise<void>
