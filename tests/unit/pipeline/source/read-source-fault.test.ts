import { describe, expect, test } from 'vitest'
import { asksForTooMuch, readSourceFault, type SourceNature } from '../../../../electron/pipeline/source/read-source-fault.ts'

/** What the builds that we know said when the thing of that name happened. */
const words: readonly (readonly [SourceNature, string, string])[] = [
  [
    'device',
    'device-gone',
    '[video4linux2,v4l2 @ 0x29da5b80] Cannot open video device /dev/video99: No such file or directory\n/dev/video99: No such file or directory',
  ],
  ['device', 'device-gone', '[alsa @ 0x40db7c40] cannot open audio device hw:7,0 (No such file or directory)\nhw:7,0: Input/output error'],
  ['device', 'device-gone', 'nothere: No such process'],
  ['device', 'device-gone', 'nothere: Input/output error'],
  ['device', 'device-gone', 'Stream error: No such entity'],
  ['device', 'device-gone', 'Connection failure: Connection refused\npa_context_connect() failed: Connection refused'],
  ['device', 'device-gone', '[video4linux2,v4l2 @ 0x5] ioctl(VIDIOC_DQBUF): No such device\n/dev/video0: No such device'],
  ['device', 'device-gone', '[dshow @ 0000] Could not find video only device with name [@device_pnp_x] among source devices of type video.'],
  ['device', 'device-gone', '[AVFoundation indev @ 0x7f] Invalid device index\n4:none: Input/output error'],
  ['device', 'device-busy', '[video4linux2,v4l2 @ 0x5] ioctl(VIDIOC_STREAMON): Device or resource busy\n/dev/video0: Device or resource busy'],
  ['device', 'device-busy', '[alsa @ 0x5] cannot open audio device hw:0,0 (Device or resource busy)\nhw:0,0: Input/output error'],
  ['device', 'device-denied', '[video4linux2,v4l2 @ 0x5] Cannot open video device /dev/video0: Permission denied\n/dev/video0: Permission denied'],
  ['device', 'source-failed', 'something that nobody has heard before'],
  ['device', 'source-failed', ''],
  ['screen', 'screen-unavailable', '[x11grab @ 0x557a8c39a940] Cannot open display :99, error 1.\n:99: Input/output error'],
  ['screen', 'screen-unavailable', '[x11grab @ 0x1] Cannot get the image data event_error: response_type:0 error_code:8 sequence:20'],
  ['screen', 'device-gone', "[gdigrab @ 0000] Can't find window 'Notes', aborting."],
  ['file', 'file-unreadable', 'file:/root/none: No such file or directory'],
  ['file', 'file-unreadable', 'pipe:0: Invalid data found when processing input'],
  ['file', 'file-unreadable', "Stream map '0:v:0' matches no streams.\nTo ignore this, add a trailing '?' to the map."],
  ['file', 'source-failed', ''],
  ['stream', 'source-failed', '[matroska,webm @ 0x5] EBML header parsing failed\npipe:0: Invalid data found when processing input'],
]

describe('the last words of a source', () => {
  test.each(words)('of a %s mean %s: %s', (nature, code, stderr) => {
    expect(readSourceFault(stderr, nature, '/a/b').code).toBe(code)
  })

  test('are kept where they say why, not what followed from it', () => {
    const stderr = "Stream map '0:v:0' matches no streams.\nTo ignore this, add a trailing '?' to the map."
    expect(readSourceFault(stderr, 'file', '/tmp/a 김.mp3')).toEqual({
      code: 'file-unreadable',
      params: { path: '/tmp/a 김.mp3' },
      detail: "Stream map '0:v:0' matches no streams.",
    })
  })

  test('tell whether something plainer is worth a try', () => {
    const refusals = [
      "[video4linux2,v4l2 @ 0x5] Cannot find a proper format for codec 'mjpeg' (id 7), pixel format 'none' (id -1)",
      '[dshow @ 0000] Could not set video options',
      '[AVFoundation indev @ 0x7f] Selected framerate (60.000000) is not supported by the device',
      '[alsa @ 0x5] cannot set channel count to 2 (Invalid argument)',
      '[Parsed_ddagrab_0 @ 000001d5] Selected output not supported',
      '[Parsed_ddagrab_0 @ 000001d5] Failed enumerating DXGI output 2',
      "Stream map '0:a:0' matches no streams.\nTo ignore this, add a trailing '?' to the map.",
    ]
    expect(refusals.map(asksForTooMuch)).toEqual(refusals.map(() => true))
    expect(words.filter(([nature]) => nature === 'device').map(([, , stderr]) => asksForTooMuch(stderr))).not.toContain(true)
  })
})
