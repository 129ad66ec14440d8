import { describe, expect, test } from 'vitest'
import { canvasOf, fitFilters, previewOf } from '../../../electron/pipeline/encoder/canvas.ts'
import { type EncoderInputs, type EncoderProgram, encoderArgs } from '../../../electron/pipeline/encoder/encoder-argv.ts'
import { toneHz, toneHzAt } from '../../../electron/pipeline/encoder/tone.ts'
import { parseAvfoundationScreens } from '../../../electron/pipeline/source/avfoundation-screens.ts'
import type { VideoInput } from '../../../electron/pipeline/source/video-input.ts'
import { someProgram } from '../../fakes/some-program.ts'

const program: EncoderProgram = { ...someProgram, gopSeconds: 2 }
const fifo = '-queue_size 8 -drop_pkts_on_overflow 1 -attempt_recovery 1 -recovery_wait_time 1 -recover_any_error 1 -flush_packets 1'
const greys = "[seen]select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.5)',scale=64:36:flags=area,format=yuv420p,setpts=PTS+1/TB[grey]"
const unknown = "scale=w='2*round(min(1280,720*a)/2)':h='2*round(min(720,1280/a)/2)',pad=1280:720:(ow-iw)/2:(oh-ih)/2"
const lineOf = (inputs: EncoderInputs, change: Partial<EncoderProgram> = {}) => encoderArgs({ inputs, program: { ...program, ...change } }).join(' ')
const commandLine = (video: VideoInput, change: Partial<EncoderProgram> = {}, sound: 'tone' | 'silence' = 'silence') =>
  lineOf({ kind: 'direct', video, sound, fromMs: null }, change)

describe('the encoder’s command line', () => {
  test('captures an X screen', () => {
    expect(commandLine({ kind: 'x11grab', display: ':7.0', x: 10, y: 20, width: 1920, height: 1080 })).toBe(
      [
        '-hide_banner -nostats -y -loglevel warning -progress pipe:5',
        '-probesize 32 -analyzeduration 0 -f x11grab -draw_mouse 1 -framerate 30 -video_size 1920x1080 -i :7.0+10,20',
        '-probesize 32 -analyzeduration 0 -re -f lavfi -i anullsrc=r=48000:cl=mono',
        `-filter_complex [0:v]fps=30,scale=1280:720,setsar=1,format=yuv420p,split=3[video][small][seen]`,
      ].join(' ') +
        ';[small]fps=10,scale=640:360:flags=fast_bilinear,format=yuvj420p,setpts=PTS+0.2/TB[preview];' +
        `${greys};[1:a]asplit[mono][meter];[mono]pan=stereo|c0=c0|c1=c0[sound] ` +
        [
          '-map [video] -map [sound] -c:v libx264 -profile:v high -preset veryfast -tune zerolatency -level 3.2 -keyint_min 60 -sc_threshold 0',
          '-b:v 2500k -maxrate 2500k -bufsize 2500k -g 60 -bf 0 -force_key_frames expr:lt(n_forced,3)*gte(t,n_forced/2) -colorspace smpte170m -color_primaries bt709 -color_trc bt709 -color_range tv',
          '-c:a aac -b:a 128k -ar 48000 -ac 2 -f flv -flvflags no_duration_filesize -flush_packets 1 pipe:1',
          `-map [preview] -c:v mjpeg -q:v 5 -f fifo -fifo_format mjpeg ${fifo} pipe:3`,
          `-map [meter] -c:a pcm_s16le -ar 48000 -ac 1 -f fifo -fifo_format s16le ${fifo} pipe:4`,
          `-map [grey] -c:v rawvideo -r 2 -f fifo -fifo_format rawvideo ${fifo} pipe:8`,
        ].join(' '),
    )
  })

  test('spends nothing on fitting a screen that fits', () => {
    expect(commandLine({ kind: 'x11grab', display: ':7.0', x: 0, y: 0, width: 1280, height: 720 })).toContain(
      '[0:v]fps=30,setsar=1,format=yuv420p,split',
    )
  })

  test('draws the test pattern and its tone on one clock', () => {
    expect(commandLine({ kind: 'test-pattern' }, { gopSeconds: 1 }, 'tone')).toContain(
      '-re -f lavfi -i testsrc2=size=1280x720:rate=30[out0];' +
        "aevalsrc=exprs='0.125*sin(2*PI*st(1,t+if(eq(n,0),st(0,mod(time(0),8)),ld(0)))*(400+100*mod(floor(ld(1)),8)))':s=48000[out1] " +
        '-filter_complex [0:v]fps=30,setsar=1,format=yuv420p,split=3[video][small][seen];[small]fps=10,' +
        `scale=640:360:flags=fast_bilinear,format=yuvj420p,setpts=PTS+0.2/TB[preview];${greys};[0:a]asplit[mono][meter];[mono]pan=stereo|c0=c0|c1=c0[sound] `,
    )
  })

  test('takes picture and sound from the bus, and measures nothing twice', () => {
    const line = lineOf({ kind: 'bus' }, { orientation: 'vertical' })
    expect(line).toContain(
      '-probesize 32 -analyzeduration 0 -f rawvideo -pix_fmt yuv420p -video_size 720x1280 -framerate 30 -i pipe:6 ' +
        '-probesize 32 -analyzeduration 0 -f s16le -ar 48000 -ac 2 -i pipe:7 -filter_complex [0:v]setsar=1,format=yuv420p,split[video][small];',
    )
    expect(line).toContain(';[1:a]anull[sound] ')
    expect(line).not.toContain('[meter]')
    expect(line).not.toContain('[grey]')
  })

  test('lays a screen that it opens itself beside the sound of the bus by the time of day', () => {
    const screen = { kind: 'x11grab', display: ':7.0', x: 0, y: 0, width: 1280, height: 720 } as const
    expect(lineOf({ kind: 'direct-picture', video: screen, soundFromMs: 1_790_000_000_120 })).toContain(
      ' -copyts -itsoffset -1790000000.120000 -probesize 32 -analyzeduration 0 -f x11grab ',
    )
  })

  test('lays the tone beside a screen by the time of day, at the pace of its pictures', () => {
    const screen = { kind: 'x11grab', display: ':7.0', x: 0, y: 0, width: 1280, height: 720 } as const
    const line = lineOf({ kind: 'direct', video: screen, sound: 'tone', fromMs: 1_790_000_003_120.5 })
    expect(line).toContain(' -copyts -itsoffset -1790000003.120500 -probesize 32 -analyzeduration 0 -f x11grab ')
    expect(line).toContain(" -analyzeduration 0 -f lavfi -i aevalsrc=exprs='0.125*sin(2*PI*st(1,t+3.120500)*(400+")
  })

  const videoOf = (change: Partial<EncoderProgram>) => lineOf({ kind: 'bus' }, change).match(/-c:v h264_.*?-bf 0|-c:v libx264.*?-bf 0/)?.[0]
  const rate = '-b:v 2500k -maxrate 2500k -bufsize 2500k -g 60 -bf 0'

  test.each([
    ['nvenc', '-c:v h264_nvenc -profile:v high -rc cbr -zerolatency 1 -delay 0 -forced-idr 1 -level 3.2'],
    ['qsv', '-c:v h264_qsv -profile:v high -preset veryfast -async_depth 1 -look_ahead 0'],
    ['amf', '-c:v h264_amf -profile:v high -usage lowlatency -rc cbr -quality speed -level 3.2'],
    ['videotoolbox', '-c:v h264_videotoolbox -profile:v high -realtime 1 -allow_sw 0 -level 3.2'],
    ['vaapi', '-c:v h264_vaapi -profile:v high -level 3.2'],
  ] as const)('asks %s for the same profile, rate and keyframes', (encoder, line) => {
    expect(videoOf({ encoder })).toBe(`${line} ${rate}`)
  })

  test('brings the picture to the chip that takes it from there', () => {
    expect(lineOf({ kind: 'bus' }, { encoder: 'vaapi' })).toMatch(
      /-progress pipe:5 -vaapi_device \/dev\/dri\/renderD128 .*\[full\]format=nv12,hwupload\[video\];/,
    )
    expect(lineOf({ kind: 'bus' }, { encoder: 'qsv' })).toContain('[full]format=nv12[video];')
    expect(lineOf({ kind: 'bus' }, { encoder: 'nvenc' })).not.toContain('[full]')
  })

  test('keeps the profile with every preset, and keyframes as far apart in seconds at every rate', () => {
    expect(videoOf({ preset: 'ultrafast', fps: 60 })).toBe(
      '-c:v libx264 -profile:v high -preset ultrafast -tune zerolatency -x264-params cabac=1:8x8dct=1 -level 3.2 -keyint_min 120 -sc_threshold 0 ' +
        '-b:v 2500k -maxrate 2500k -bufsize 2500k -g 120 -bf 0',
    )
    expect(videoOf({ height: 1080 })).toContain(' -level 4.2 ')
  })

  test('draws 1080p, upright too, with a preview of the same size as ever', () => {
    expect(commandLine({ kind: 'test-pattern' }, { height: 1080, fps: 60 })).toContain('testsrc2=size=1920x1080:rate=60[out0]')
    const upright = lineOf({ kind: 'bus' }, { height: 1080, orientation: 'vertical' })
    expect(upright).toContain('-video_size 1080x1920 -framerate 30')
    expect(upright).toContain('scale=360:640:flags=fast_bilinear')
  })

  test('captures the desktop of Windows', () => {
    const line = commandLine({ kind: 'gdigrab' })
    expect(line).toContain(' -f gdigrab -draw_mouse 1 -framerate 30 -i desktop -probesize 32')
    expect(line).toContain(`[0:v]fps=30,${unknown},setsar=1`)
  })

  test('captures a screen of macOS', () => {
    expect(commandLine({ kind: 'avfoundation', deviceIndex: 2 })).toContain(' -f avfoundation -capture_cursor 1 -framerate 30 -i 2:none ')
  })

  test('stands upright: canvas, pattern and preview', () => {
    const line = commandLine({ kind: 'test-pattern' }, { orientation: 'vertical' })
    expect(line).toContain('testsrc2=size=720x1280:rate=30[out0]')
    expect(line).toContain('[0:v]fps=30,setsar=1,format=yuv420p,split=3[video][small][seen];[small]fps=10,scale=360:640:flags=fast_bilinear')
    expect(commandLine({ kind: 'x11grab', display: ':7.0', x: 0, y: 0, width: 1280, height: 720 }, { orientation: 'vertical' })).toContain(
      '[0:v]fps=30,scale=720:406,pad=720:1280:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p,split',
    )
  })

  test.each([
    ['horizontal', 1920, 1080, 'scale=1280:720'],
    ['horizontal', 1920, 1200, 'scale=1152:720,pad=1280:720:(ow-iw)/2:(oh-ih)/2'],
    ['horizontal', 3440, 1440, 'scale=1280:536,pad=1280:720:(ow-iw)/2:(oh-ih)/2'],
    ['horizontal', 1080, 1920, 'scale=406:720,pad=1280:720:(ow-iw)/2:(oh-ih)/2'],
    ['vertical', 1080, 1920, 'scale=720:1280'],
    ['vertical', 720, 1280, ''],
    ['vertical', 1366, 768, 'scale=720:404,pad=720:1280:(ow-iw)/2:(oh-ih)/2'],
    ['vertical', 10_000, 2, 'scale=720:2,pad=720:1280:(ow-iw)/2:(oh-ih)/2'],
  ] as const)('fits onto the %s canvas a source of %d×%d', (orientation, width, height, filters) => {
    expect(fitFilters({ width, height }, canvasOf({ orientation, height: 720 })).join(',')).toBe(filters)
  })

  test.each([
    ['horizontal', { width: 640, height: 360 }],
    ['vertical', { width: 360, height: 640 }],
  ] as const)('previews the %s canvas in its shape', (orientation, size) => {
    expect(previewOf(canvasOf({ orientation, height: 720 }))).toEqual(size)
  })
})

test('the tone walks through eight frequencies, one per second', () => {
  expect([0, 999, 1000, 7999, 8000, 1_700_000_003_250].map(toneHzAt)).toEqual([400, 400, 500, 1100, 400, 700])
  expect(toneHz).toHaveLength(8)
})

test('screens of macOS are told from cameras and microphones', () => {
  const said = `[AVFoundation indev @ 0x7f8] AVFoundation video devices:
[AVFoundation indev @ 0x7f8] [0] FaceTime HD Camera
[AVFoundation indev @ 0x7f8] [1] Capture screen 0
[AVFoundation indev @ 0x7f8] [2] Capture screen 1
[AVFoundation indev @ 0x7f8] AVFoundation audio devices:
[AVFoundation indev @ 0x7f8] [0] Capture screen 9
: Input/output error`
  expect(parseAvfoundationScreens(said)).toEqual([
    { deviceIndex: 1, screen: 0 },
    { deviceIndex: 2, screen: 1 },
  ])
})
