import { expect, test } from 'vitest'
import { shippedBom } from '../../../scripts/sbom.mjs'

const development = [{ name: 'cdx:npm:package:development', value: 'true' }]
const component = (name: string, properties = development) => ({ 'bom-ref': `${name}@1.0.0`, name, scope: 'optional', properties })

test('the bill lists what the package holds, bundled packages and Electron among it, and of ffmpeg the one build with its configuration', () => {
  const entry = (dependencies: Record<string, string> = {}) => ({ version: '1.0.0', dependencies })
  const packages = {
    '': { dependencies: { '@ffmpeg-installer/ffmpeg': '1', zod: '1' } },
    'node_modules/@ffmpeg-installer/ffmpeg': entry({ '@ffmpeg-installer/linux-x64': '1', '@ffmpeg-installer/darwin-x64': '1' }),
    'node_modules/@ffmpeg-installer/linux-x64': entry(),
    'node_modules/@ffmpeg-installer/darwin-x64': entry(),
    'node_modules/zod': entry(),
    'node_modules/react': entry(),
    'node_modules/electron': entry({ '@electron/get': '1' }),
    'node_modules/@electron/get': entry(),
    'node_modules/vitest': entry(),
  }
  const names = Object.keys(packages)
    .slice(1)
    .map((path) => path.replace('node_modules/', ''))
  const whole = {
    metadata: { component: { 'bom-ref': 'tally@1.0.0', name: 'package', type: 'library' } },
    components: names.map((name) => component(name)),
    dependencies: [{ ref: 'tally@1.0.0', dependsOn: ['zod@1.0.0', 'vitest@1.0.0'] }, { ref: 'vitest@1.0.0' }],
  }
  const bom = shippedBom(whole, { packages }, { platform: 'linux', arch: 'x64' }, '--enable-gpl')
  const shipped = (name: string, properties: typeof development = []) => ({ ...component(name, properties), scope: 'required' })
  expect(bom).toEqual({
    metadata: { component: { 'bom-ref': 'tally@1.0.0', name: 'tally', type: 'application' } },
    components: [
      shipped('@ffmpeg-installer/ffmpeg'),
      shipped('@ffmpeg-installer/linux-x64', [{ name: 'tally:ffmpeg:configuration', value: '--enable-gpl' }]),
      shipped('zod'),
      shipped('react'),
      shipped('electron'),
    ],
    dependencies: [{ ref: 'tally@1.0.0', dependsOn: ['zod@1.0.0'] }],
  })
})
