import { describe, expect, test } from 'vitest'
import type { CaptureInput, SoundInput } from '../../../../electron/pipeline/source/capture-input.ts'
import { readRefusal } from '../../../../electron/pipeline/source/read-refusal.ts'
import { asksForTooMuch } from '../../../../electron/pipeline/source/read-source-fault.ts'

type Request = Parameters<typeof readRefusal>[1]
const picture = (input: CaptureInput): Request => ({ picture: { input, fps: 30, largest: { width: 1280, height: 720 } }, sound: null })
const sound = (input: SoundInput): Request => ({ picture: null, sound: input })
const macCamera = picture({ kind: 'avfoundation-camera', deviceIndex: 0 })
const macScreen = picture({ kind: 'avfoundation', deviceIndex: 1 })
const macMicrophone = sound({ kind: 'avfoundation-microphone', deviceIndex: 0 })
const dshowCamera = picture({ kind: 'dshow-camera', name: '@device_pnp_x' })

/** As people have posted it, where a permission turned out to be missing. */
const refused: readonly (readonly [string, Request, string, string])[] = [
  [
    'github.com/KhaosT/homebridge-camera-isight, issue 27',
    macCamera,
    '[avfoundation @ 0x7f9] Failed to create AV capture input device: Cannot use FaceTime HD Camera (Built-in)\n0:none: Input/output error',
    'macos-camera-denied',
  ],
  [
    'github.com/mipops/dvrescue, issue 301: the words of macOS, where ffmpeg repeats them',
    macCamera,
    '[avfoundation @ 0x7f9] Failed to create AV capture input device: This app is not authorized to use DV-VCR.',
    'macos-camera-denied',
  ],
  [
    'github.com/ExistentialAudio/BlackHole, issue 363',
    macMicrophone,
    '[avfoundation @ 0x7f9] Failed to create AV capture input device: Cannot use BlackHole 2ch\nnone:0: Input/output error',
    'macos-microphone-denied',
  ],
  [
    'a Mac that speaks another language',
    macCamera,
    '[in#0 @ 0x1] Failed to create AV capture input device: „FaceTime HD-Kamera“ kann nicht verwendet werden',
    'macos-camera-denied',
  ],
  [
    'libavdevice/dshow.c',
    dshowCamera,
    '[dshow @ 0000] Could not run graph (sometimes caused by a device already in use by other application)\nvideo=x: I/O error',
    'windows-device-refused',
  ],
  ['libavdevice/dshow.c, later', dshowCamera, '[dshow @ 0000] Could not run filter', 'windows-device-refused'],
]

describe('a device that the system refuses', () => {
  test.each(refused)('as in %s', (_source, request, stderr, code) => {
    expect(readRefusal(stderr, request, false)?.code).toBe(code)
    // nothing plainer would be let in either
    expect(asksForTooMuch(stderr)).toBe(false)
  })

  test('keeps the words that say so', () => {
    expect(readRefusal('a\n[dshow @ 0000] Could not run graph (x)\nb', dshowCamera, false)).toEqual({
      code: 'windows-device-refused',
      detail: '[dshow @ 0000] Could not run graph (x)',
    })
  })

  test.each([
    ['macos-camera-denied', macCamera],
    ['macos-screen-denied', macScreen],
    ['macos-microphone-denied', macMicrophone],
  ])('is %s where a Mac starts it and nothing comes', (code, request) => {
    // what every camera says (github.com/qTox/qTox, issue 6056)
    const stderr = '[avfoundation @ 0x7f9] Selected pixel format (yuv420p) is not supported by the input device.'
    expect(readRefusal(stderr, request, true)?.code).toBe(code)
    expect(readRefusal(stderr, request, false)).toBeNull()
  })
})

test.each([
  ['a camera of Linux that gives nothing', picture({ kind: 'v4l2', path: '/dev/video0' }), ''],
  ['a camera of Windows that gives nothing', dshowCamera, ''],
  ['a camera of a Mac that is not there', macCamera, '[AVFoundation indev @ 0x7fac61d06580] Invalid device index\n2: Input/output error'],
] as const)('%s is not refused', (_what, request, stderr) => {
  expect(readRefusal(stderr, request, stderr === '')).toBeNull()
})
