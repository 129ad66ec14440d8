import { describe, expect, test } from 'vitest'
import type { CaptureInput, SoundInput } from '../../../../electron/pipeline/source/capture-input.ts'
import { restartWaitMs } from '../../../../electron/pipeline/source/restart-wait.ts'
import { abilitiesOf, type SourceAbilities } from '../../../../electron/pipeline/source/source-abilities.ts'
import { type SourceCommand, sourceCommands } from '../../../../electron/pipeline/source/source-args.ts'

const all: SourceAbilities = { pulse: true, windowId: true, ddagrab: true }
const none: SourceAbilities = { pulse: false, windowId: false, ddagrab: false }
const largest = { width: 1280, height: 720 }

const ofPicture = (input: CaptureInput, { sound = false, abilities = all } = {}): readonly SourceCommand[] =>
  sourceCommands({ source: 'it', picture: { input, fps: 30, largest }, sound: sound ? { kind: 'of-the-picture' } : null }, abilities)
const ofSound = (sound: SoundInput, abilities = all): readonly SourceCommand[] => sourceCommands({ source: 'it', picture: null, sound }, abilities)

/** What is asked of each way to open it: everything up to the name, without what all have in common. */
const opened = (commands: readonly SourceCommand[]) =>
  commands.map(({ args }) => args.slice(args.indexOf('error') + 1, args.indexOf('-map') === -1 ? undefined : args.indexOf('-map')).join(' '))

const hostile = ['it\'s "quoted"', 'a:b,c;d\\e[0:v]%d%', '-y', '카메라 김철수 🎥', "'[out];movie=/etc/passwd", 'http://127.0.0.1/x', '$(reboot) `id`']

describe('the command lines of sources', () => {
  const screen = { display: ':7.0', x: 10, y: 20, width: 801, height: 600 } as const
  const known = '-nostdin -copyts -probesize 32 -analyzeduration 0 -f x11grab -draw_mouse 1 -framerate 30'

  test.each<[string, readonly SourceCommand[], readonly string[]]>([
    ['a screen of X', ofPicture({ kind: 'x11grab', ...screen }), [`${known} -video_size 801x600 -i :7.0+10,20`]],
    ['a window of X', ofPicture({ kind: 'x11-window', windowId: 0x2a, ...screen }), [`${known} -window_id 0x2a -i :7.0`]],
    [
      'a window of X as the part of the screen that it covers',
      ofPicture({ kind: 'x11-window', windowId: 0x2a, ...screen }, { abilities: none }),
      [`${known} -video_size 801x600 -i :7.0+10,20`],
    ],
    ['the desktop of Windows', ofPicture({ kind: 'gdigrab' }), ['-nostdin -f gdigrab -draw_mouse 1 -framerate 30 -i desktop']],
    [
      'a monitor of Windows',
      ofPicture({ kind: 'gdigrab', place: { x: -1920, y: 40, width: 1920, height: 1080 } }),
      ['-nostdin -f gdigrab -draw_mouse 1 -framerate 30 -offset_x -1920 -offset_y 40 -video_size 1920x1080 -i desktop'],
    ],
    [
      'a monitor of Windows by Desktop Duplication, else as a part of the desktop',
      ofPicture({ kind: 'ddagrab', output: 1, place: { x: 2560, y: 0, width: 1920, height: 1080 } }),
      [
        '-nostdin -f lavfi -i ddagrab=output_idx=1:framerate=30:draw_mouse=1,hwdownload,format=bgra',
        '-nostdin -f gdigrab -draw_mouse 1 -framerate 30 -offset_x 2560 -offset_y 0 -video_size 1920x1080 -i desktop',
      ],
    ],
    [
      'a window of Windows',
      ofPicture({ kind: 'gdigrab-window', title: 'Notes: a=b' }),
      ['-nostdin -f gdigrab -draw_mouse 1 -framerate 30 -i title=Notes: a=b'],
    ],
    [
      'a screen of macOS',
      ofPicture({ kind: 'avfoundation', deviceIndex: 2 }),
      ['-nostdin -f avfoundation -capture_cursor 1 -framerate 30 -i 2:none'],
    ],
    [
      'a camera of Linux',
      ofPicture({ kind: 'v4l2', path: '/dev/video0' }),
      [
        '-nostdin -f v4l2 -input_format mjpeg -framerate 30 -video_size 1280x720 -i /dev/video0',
        '-nostdin -f v4l2 -framerate 30 -video_size 1280x720 -i /dev/video0',
        '-nostdin -f v4l2 -i /dev/video0',
      ],
    ],
    [
      'a camera of Windows',
      ofPicture({ kind: 'dshow-camera', name: '@device:pnp:\\\\?\\usb#vid_046d&pid_0825#{65e8773d}\\global' }),
      ['-vcodec mjpeg -framerate 30 -video_size 1280x720 ', '-framerate 30 -video_size 1280x720 ', ''].map(
        (asked) => `-nostdin -f dshow -rtbufsize 64M ${asked}-i video=@device_pnp_\\\\?\\usb#vid_046d&pid_0825#{65e8773d}\\global`,
      ),
    ],
    [
      'a camera of macOS',
      ofPicture({ kind: 'avfoundation-camera', deviceIndex: 0 }),
      [
        '-nostdin -f avfoundation -framerate 30 -video_size 1280x720 -i 0:none',
        '-nostdin -f avfoundation -framerate 30 -i 0:none',
        '-nostdin -f avfoundation -i 0:none',
      ],
    ],
    ['an image', ofPicture({ kind: 'image', path: '/tmp/a.png' }), ['-nostdin -protocol_whitelist pipe -noautorotate -i pipe:0']],
    ['a file', ofPicture({ kind: 'file', path: '/tmp/a.mp4' }), ['-nostdin -protocol_whitelist file -re -stream_loop -1 -i file:/tmp/a.mp4']],
    [
      'a page',
      ofPicture({ kind: 'page', id: 'p' }),
      ['-protocol_whitelist pipe -probesize 32768 -analyzeduration 1 -threads 1 -f matroska -i pipe:0'],
    ],
    [
      'the sound of a page alone',
      ofSound({ kind: 'page', id: 'p' }),
      ['-protocol_whitelist pipe -probesize 32768 -analyzeduration 1 -threads 1 -f matroska -i pipe:0'],
    ],
    [
      'the sound of PulseAudio',
      ofSound({ kind: 'pulse', name: 'alsa_input.0' }),
      ['-nostdin -probesize 32 -analyzeduration 0 -f pulse -sample_rate 48000 -channels 2 -fragment_size 1920 -name Tally -i alsa_input.0'],
    ],
    [
      'the sound of PulseAudio by its own recorder',
      ofSound({ kind: 'pulse', name: 'alsa_input.0' }, none),
      ['--raw --format=s16le --rate=48000 --channels=2 --latency-msec=20 --client-name=Tally --device=alsa_input.0'],
    ],
    [
      'the sound of ALSA',
      ofSound({ kind: 'alsa', name: 'hw:1,0' }),
      ['-sample_rate 48000 -channels 2', '-sample_rate 48000 -channels 1', '-channels 1'].map(
        (asked) => `-nostdin -probesize 32 -analyzeduration 0 -f alsa ${asked} -i hw:1,0`,
      ),
    ],
    [
      'a microphone of Windows',
      ofSound({ kind: 'dshow-microphone', name: '@device_cm_{33D9}\\wave_{E2}' }),
      ['-nostdin -f dshow -audio_buffer_size 20 -i audio=@device_cm_{33D9}\\wave_{E2}'],
    ],
    ['a microphone of macOS', ofSound({ kind: 'avfoundation-microphone', deviceIndex: 1 }), ['-nostdin -f avfoundation -i none:1']],
  ])('open %s', (_what, commands, expected) => {
    expect(opened(commands)).toEqual(expected)
  })

  test('pass a device’s pictures on at once, smaller where needed, as BT.601 of limited range', () => {
    const [command] = ofPicture({ kind: 'gdigrab' })
    expect(command).toMatchObject({ program: 'ffmpeg', stdin: 'nothing', pictureFd: 1, soundFd: null, timing: 'arrival' })
    expect(command?.args.slice(command.args.indexOf('-map')).join(' ')).toBe(
      "-map 0:v:0 -vf select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.03000)'," +
        "scale=w='max(2,2*trunc(min(min(iw*sar,1280),720*dar)/2))':h='max(2,2*trunc(min(min(ih,720),1280/dar)/2))'" +
        ':out_range=tv:out_color_matrix=bt601,format=yuv420p,setsar=1,settb=AVTB,setpts=N/(30*TB) ' +
        '-r 30 -f yuv4mpegpipe -flush_packets 1 pipe:1',
    )
  })

  test('tell when each picture of an X display was taken, before the picture', () => {
    const [command] = ofPicture({ kind: 'x11grab', ...screen })
    expect(command).toMatchObject({ program: 'ffmpeg', stdin: 'nothing', pictureFd: 1, soundFd: null, timing: 'grabbed' })
    const chosen = "select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.03000)'"
    const outputs = command?.args.slice(command.args.indexOf('-map')).join(' ').split(' -map ')
    expect(outputs).toEqual([
      `-map 0:v:0 -vf ${chosen},crop=2:2:0:0 -c:v rawvideo -vsync 0 -enc_time_base 1:1000 -f mkvtimestamp_v2 -flush_packets 1 pipe:3`,
      expect.stringMatching(/scale=.* -vsync 0 -f yuv4mpegpipe -flush_packets 1 pipe:1$/),
    ])
    expect(outputs?.[1]).toContain(`-vf ${chosen},`)
  })

  test('take picture and sound of a file from one process, and the picture alone from one that has no sound', () => {
    const commands = ofPicture({ kind: 'file', path: '/tmp/a.mp4' }, { sound: true })
    expect(commands.map(({ pictureFd, soundFd, timing }) => ({ pictureFd, soundFd, timing }))).toEqual([
      { pictureFd: 1, soundFd: 3, timing: 'media' },
      { pictureFd: 1, soundFd: null, timing: 'media' },
    ])
    expect(commands[0]?.args.join(' ')).toContain('fps=fps=30:start_time=0,scale=')
    expect(commands[0]?.args.slice(-15).join(' ')).toBe(
      '-map 0:a:0 -af pan=stereo|FL<FL+0.7*FC+0.5*BL+0.5*SL|FR<FR+0.7*FC+0.5*BR+0.5*SR,aresample=async=1000:min_hard_comp=0.02:first_pts=0' +
        ' -ar 48000 -ac 2 -c:a pcm_s16le -f s16le -flush_packets 1 pipe:3',
    )
    expect(commands[1]?.args).not.toContain('0:a:0')
  })

  test('make the test pattern and its tone on one clock', () => {
    const [command] = ofPicture({ kind: 'test-pattern' }, { sound: true })
    expect(command?.args.join(' ')).toMatch(/-re -f lavfi -i testsrc2=size=1280x720:rate=30\[out0\];aevalsrc=.*\[out1\] -map 0:v:0/)
  })

  test.each(hostile)('keep the name %j whole, in one argument of its own, and out of every filter', (name) => {
    const commands = [
      ...ofPicture({ kind: 'gdigrab-window', title: name }),
      ...ofPicture({ kind: 'v4l2', path: name }),
      ...ofPicture({ kind: 'dshow-camera', name }),
      ...ofPicture({ kind: 'image', path: name }),
      ...ofPicture({ kind: 'file', path: name }, { sound: true }),
      ...ofPicture({ kind: 'page', id: name }),
      ...ofSound({ kind: 'pulse', name }),
      ...ofSound({ kind: 'pulse', name }, none),
      ...ofSound({ kind: 'alsa', name }),
      ...ofSound({ kind: 'dshow-microphone', name }),
    ]
    const dshow = name.replaceAll(':', '_')
    const places = new Set([`title=${name}`, name, `video=${dshow}`, `audio=${dshow}`, `file:${name}`, `--device=${name}`])
    const plain = new Set(ofPicture({ kind: 'file', path: '' }, { sound: true }).flatMap(({ args }) => args))
    const found = commands.map(({ args, stdin }) => {
      const holding = args.filter((arg, at) => places.has(arg) && (args[at - 1] === '-i' || arg.startsWith('--device=')))
      const elsewhere = args.filter((arg) => !holding.includes(arg) && !plain.has(arg) && (arg.includes(name) || arg.includes(dshow)))
      return { holding: holding.length, byFile: stdin !== 'nothing', elsewhere }
    })
    expect(found).toEqual(found.map(({ byFile }) => ({ holding: byFile ? 0 : 1, byFile, elsewhere: [] })))
  })

  test('are for what one ffmpeg can do', () => {
    const devices = (...names: readonly string[]) => new Set(names)
    const filters = new Set(['ddagrab', 'hwdownload'])
    const older = new Set(['hwdownload'])
    expect(abilitiesOf({ inputDevices: devices('alsa', 'x11grab'), filters: older, libavformat: { major: 58, minor: 24 } })).toEqual(none)
    expect(abilitiesOf({ inputDevices: devices('pulse'), filters, libavformat: { major: 59, minor: 27 } })).toEqual(all)
    expect(abilitiesOf({ inputDevices: devices('pulse'), filters: older, libavformat: null })).toEqual({
      pulse: true,
      windowId: false,
      ddagrab: false,
    })
  })

  test('are tried again at once, and then ever more slowly, but at least every two seconds', () => {
    expect([1, 2, 3, 4, 5, 500].map(restartWaitMs)).toEqual([0, 500, 1000, 2000, 2000, 2000])
  })
})
