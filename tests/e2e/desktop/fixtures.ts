// The specs of this folder run twice: project `desktop` starts the app in the stand-in for Electron, project `electron` in Electron.
export { type Desktop, expect, test } from '../fixtures.ts'
