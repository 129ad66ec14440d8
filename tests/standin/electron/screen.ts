import type Electron from 'electron'
import { LoudEmitter, loud } from './loud.ts'

/** One of 1920×1080, unless the test says otherwise in `TALLY_STAND_IN_SCREENS`: rectangles, the main one first. */
const screens = (): Electron.Rectangle[] => JSON.parse(process.env.TALLY_STAND_IN_SCREENS ?? '[{"x":0,"y":0,"width":1920,"height":1080}]')

type Imitated = Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>
const displays = () => screens().map((area, id): Imitated => ({ id, bounds: area, workArea: area, scaleFactor: 1 })) as Electron.Display[]

export const mainArea = (): Electron.Rectangle => screens()[0] as Electron.Rectangle

/** “You cannot require or use this module until the `ready` event of the `app` module is emitted” (Electron, screen). */
export function createScreenModule(isReady: () => boolean) {
  const whenReady = <T>(act: () => T): T => {
    if (!isReady()) throw new Error('The screen module cannot be used before app is ready')
    return act()
  }
  class StandInScreen extends LoudEmitter implements Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'> {
    constructor() {
      super('screen', ['display-added', 'display-removed'])
    }

    getAllDisplays = () => whenReady(displays)
    getPrimaryDisplay = () => whenReady(displays)[0] as Electron.Display
  }
  return loud('screen', new StandInScreen())
}
