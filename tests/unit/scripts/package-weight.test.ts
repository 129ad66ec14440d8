import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findOverweightPackage, packageWeightLine, weighPackage } from '../../../scripts/package-weight.mjs'

test('archive and what lies beside it are weighed apart, and each that grows over its budget is a problem', () => {
  const resources = mkdtempSync(join(tmpdir(), 'tally-weight-'))
  try {
    mkdirSync(join(resources, 'app.asar.unpacked/node_modules'), { recursive: true })
    writeFileSync(join(resources, 'app.asar'), Buffer.alloc(2_000_000))
    writeFileSync(join(resources, 'app.asar.unpacked/node_modules/ffmpeg'), Buffer.alloc(500_000))
    const weight = weighPackage(resources)
    expect(weight).toEqual({ archive: 2_000_000, unpacked: 500_000 })
    expect(findOverweightPackage(weight, { archive: 2_000_000, unpacked: 499_999 })).toEqual([
      'what lies beside the archive weighs 500000 bytes, budget 499999 (scripts/package-weight.mjs)',
    ])
    expect(packageWeightLine(weight, { archive: 3_000_000, unpacked: 1_000_000 })).toBe(
      'archive 2.0 of 3.0 MB, beside it 0.5 of 1.0 MB, without Electron',
    )
  } finally {
    rmSync(resources, { recursive: true })
  }
})
