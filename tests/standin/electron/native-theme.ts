import type Electron from 'electron'
import { LoudEmitter } from './loud.ts'

/** Of a system that is light. */
export class StandInTheme extends LoudEmitter implements Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> {
  private source: Electron.NativeTheme['themeSource'] = 'system'

  constructor() {
    super('nativeTheme', ['updated'])
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.source
  }

  /** “`updated`: emitted when something in the underlying NativeTheme has changed” (Electron, nativeTheme). */
  set themeSource(source: Electron.NativeTheme['themeSource']) {
    const before = this.shouldUseDarkColors
    this.source = source
    if (before !== this.shouldUseDarkColors) this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark'
  }
}
