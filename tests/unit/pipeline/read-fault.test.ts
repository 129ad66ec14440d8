import { describe, expect, test } from 'vitest'
import { endsThePicture, readFault } from '../../../electron/pipeline/ffmpeg/read-fault.ts'

const seen = [
  { words: '[x11grab @ 0x560671ca5980] Cannot open display :77.0+0,0, error 1.\n:77.0+0,0: Input/output error', code: 'no-display' },
  { words: '[x11grab @ 0x3522dc40] Cannot open display :0.3+0,0, error 6.\n:0.3+0,0: Input/output error', code: 'screen-unavailable' },
  {
    words: '[x11grab @ 0x40485c40] Capture area 1920x1080 at position 0.0 outside the screen size 1280x720\n:0.0+0,0: Invalid argument',
    code: 'screen-unavailable',
  },
  { words: '[x11grab @ 0x563a026c4b40] Failed to query xcb pointer\n:1.0+0,0: Generic error in an external library', code: 'screen-unavailable' },
  { words: '[AVFoundation indev @ 0x7f8] This app is not authorized to use Capture screen 0', code: 'macos-screen-denied' },
  { words: '[AVFoundation indev @ 0x7fac61d06580] Invalid device index\n2: Input/output error', code: 'screen-unavailable' },
  { words: "Unknown encoder 'h264_foo'", code: 'encoder-failed' },
  { words: "[lavfi @ 0x2a9e9c00] No such filter: 'nosuch'\nnosuch: Invalid argument", code: 'encoder-failed' },
  { words: "Unrecognized option 'nonsense'.\nError splitting the argument list: Option not found", code: 'encoder-failed' },
]

describe('the words of a dying ffmpeg', () => {
  test.each(seen)('mean $code: $words', ({ words, code }) => {
    expect(readFault(words, { display: ':0' })?.code).toBe(code)
  })

  test('carry the display and the line itself', () => {
    expect(readFault('x\n[x11grab @ 0x1] Cannot open display :7.0, error 1.', { display: ':7' })).toEqual({
      code: 'no-display',
      params: { display: ':7' },
      detail: '[x11grab @ 0x1] Cannot open display :7.0, error 1.',
    })
  })

  test('mean nothing when they are the noise of every run', () => {
    expect(readFault('[swscaler @ 0x55] deprecated pixel format used, make sure you did set range correctly\n')).toBeNull()
    expect(readFault('[x11grab @ 0x233f8d80] Stream #0: not enough frames to estimate rate; consider increasing probesize')).toBeNull()
    expect(readFault('')).toBeNull()
  })

  test('tell at once that the picture is over, and only then', () => {
    expect(endsThePicture('[x11grab @ 0x563a026c4b40] Failed to query xcb pointer')).toBe(true)
    // a screen of macOS has none of the formats that a camera has: it is captured all the same (github.com/kapoorlakshya/screen-recorder, issue 88)
    expect(endsThePicture('[AVFoundation input device @ 0x7f95d350a000] Configuration of video device failed, falling back to default.')).toBe(false)
    expect(endsThePicture('[fifo @ 0x1] Error writing trailer')).toBe(false)
    expect(endsThePicture('[x11grab @ 0x1] Thread message queue blocking; consider raising the thread_queue_size option (current value: 8)')).toBe(
      false,
    )
  })
})
