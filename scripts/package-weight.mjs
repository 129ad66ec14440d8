// How heavy a package is, apart from Electron.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './platform-binaries.mjs'

/**
 * What a package may weigh, in bytes before the installer compresses it: a tenth above what it came to when it was first made (14.4 MB in the archive;
 * 68.5 MB beside it, of which 68.2 are ffmpeg for Linux), and the archive 0.8 MB more since it holds electron-updater. Raise them only for something
 * that a person gets.
 */
export const packageBudgets = { archive: 16_600_000, unpacked: 75_400_000 }

/** The weight of what electron-builder laid out, in bytes: the archive, and what lies beside it. */
export function weighPackage(resources) {
  const sum = (files) => files.reduce((bytes, file) => bytes + statSync(file).size, 0)
  return { archive: statSync(join(resources, 'app.asar')).size, unpacked: sum(filesBelow(join(resources, 'app.asar.unpacked'))) }
}

/** One sentence for each budget that is missed. */
export function findOverweightPackage(weight, budgets) {
  const names = { archive: 'the archive', unpacked: 'what lies beside the archive' }
  return Object.keys(names)
    .filter((part) => weight[part] > budgets[part])
    .map((part) => `${names[part]} weighs ${weight[part]} bytes, budget ${budgets[part]} (scripts/package-weight.mjs)`)
}

/** `archive 14.4 of 15.8 MB, …`, for the output of tests and of `npm run package`. */
export function packageWeightLine(weight, budgets) {
  const part = (name) => `${(weight[name] / 1e6).toFixed(1)} of ${(budgets[name] / 1e6).toFixed(1)} MB`
  return `archive ${part('archive')}, beside it ${part('unpacked')}, without Electron`
}
