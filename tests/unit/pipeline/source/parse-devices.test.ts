import { describe, expect, test } from 'vitest'
import { parseAsound } from '../../../../electron/pipeline/source/parse-asound.ts'
import { parseAvfoundation } from '../../../../electron/pipeline/source/parse-avfoundation.ts'
import { parseDshow } from '../../../../electron/pipeline/source/parse-dshow.ts'
import { isDeviceEvent, parseDefaultSink, parsePactlSources } from '../../../../electron/pipeline/source/parse-pactl.ts'
import { parseTitledWindows } from '../../../../electron/pipeline/source/parse-titled-windows.ts'
import { readDeviceFixture } from '../../../rig/device-fixture.ts'

describe('DirectShow', () => {
  const virtualSound = '@device_sw_{33D9A762-90C8-11D0-BD43-00A0C911CE86}\\{8E146464-DB61-4309-AFA1-3578E927E935}'
  const virtualScreen = '@device_sw_{860BB310-5D01-11D0-BD3B-00A0C911CE86}\\{4EA69364-2C8A-4AE6-A561-56E4B5044439}'

  test('is read with headings', () => {
    expect(parseDshow(readDeviceFixture('dshow-headings.txt'))).toEqual({
      cameras: [
        {
          label: 'Integrated Webcam',
          name: '@device_pnp_\\\\?\\usb#vid_0c45&pid_6448&mi_00#7&2645f9e4&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global',
        },
        { label: 'screen-capture-recorder', name: virtualScreen },
      ],
      microphones: [
        {
          label: '麦克风 (High Definition Audio 设备)',
          name: '@device_cm_{33D9A762-90C8-11D0-BD43-00A0C911CE86}\\wave_{E26AD2BE-B335-41EC-BED5-40F982F21FF7}',
        },
        { label: 'virtual-audio-capturer', name: virtualSound },
      ],
    })
  })

  test('is read where nothing has an alternative name', () => {
    const same = (name: string) => ({ name, label: name })
    expect(parseDshow(readDeviceFixture('dshow-no-alternatives.txt'))).toEqual({
      cameras: ['Integrated Camera', 'screen-capture-recorder'].map(same),
      microphones: ['Internal Microphone (Conexant 2', 'virtual-audio-capturer'].map(same),
    })
  })

  test('is read with the kind behind each name, whatever the prefix', () => {
    expect(parseDshow(readDeviceFixture('dshow-kinds.txt')).cameras.map(({ label }) => label)).toEqual(['Integrated Camera', 'OBS Virtual Camera'])
    expect(parseDshow(readDeviceFixture('dshow-other-prefix.txt').replaceAll('\n', '\r\n'))).toEqual({
      cameras: [{ label: 'screen-capture-recorder', name: virtualScreen }],
      microphones: [{ label: 'virtual-audio-capturer', name: virtualSound }],
    })
  })

  test('keeps Hangul and quotes, tells equal cameras apart, and leaves out what gives nothing', () => {
    expect(parseDshow(readDeviceFixture('dshow-handwritten.txt'))).toEqual({
      cameras: [
        { label: '웹캠 "거실"', name: '@device_pnp_\\\\?\\usb#vid_1#1' },
        { label: 'USB Camera', name: '@device_pnp_\\\\?\\usb#vid_2#1' },
        { label: 'USB Camera', name: '@device_pnp_\\\\?\\usb#vid_2#2' },
        { label: 'Capture card', name: '@device_pnp_\\\\?\\pci#3' },
      ],
      microphones: [
        { label: 'Capture card', name: '@device_pnp_\\\\?\\pci#3' },
        { label: '마이크 (Realtek(R) Audio)', name: '@device_cm_{5}\\wave_{6}' },
      ],
    })
  })

  test('is empty where ffmpeg says something else', () => {
    expect(parseDshow("Unknown input format: 'dshow'")).toEqual({ cameras: [], microphones: [] })
  })
})

describe('AVFoundation', () => {
  test('is read in the words of ffmpeg 3.4', () => {
    // the first line of the real output has lost its prefix where it was published, which hurts nobody
    expect(parseAvfoundation(readDeviceFixture('avfoundation-3.4.txt'))).toEqual({
      screens: [{ deviceIndex: 3, screen: 0 }],
      cameras: [
        { deviceIndex: 0, name: 'CamTwist' },
        { deviceIndex: 1, name: 'Built-in iSight' },
        { deviceIndex: 2, name: 'CamTwist (2VUY)' },
      ],
      microphones: [
        { deviceIndex: 0, name: 'Soundflower (64ch)' },
        { deviceIndex: 1, name: 'Built-in Microphone' },
        { deviceIndex: 2, name: 'Soundflower (2ch)' },
        { deviceIndex: 3, name: 'Built-in Input' },
      ],
    })
  })

  test('is read between the words of others', () => {
    const { screens, cameras, microphones } = parseAvfoundation(readDeviceFixture('avfoundation-2020.txt'))
    expect(screens).toEqual([{ deviceIndex: 4, screen: 0 }])
    expect(cameras.map(({ name }) => name)).toEqual(['CamTwist', 'FaceTime HD Camera (Built-in)', 'CamTwist (2VUY)', 'DV-VCR'])
    expect(microphones.map(({ name }) => name)).toEqual(['Description', 'Jaybird Tarah Pro', 'Built-in Microphone'])
  })
})

describe('PulseAudio and PipeWire', () => {
  test('monitors are told from what records', () => {
    expect(parsePactlSources(readDeviceFixture('pactl-own.txt'))).toEqual([
      { name: 'speakers.monitor', label: 'Monitor of Speakers "Hall" 강당', monitorOf: 'speakers' },
      { name: 'desk_mic', label: 'Desk microphone 마이크', monitorOf: null },
    ])
    expect(parsePactlSources(readDeviceFixture('pactl-pulseaudio.txt'))).toEqual([
      {
        name: 'alsa_output.pci-0000_00_1f.3.analog-stereo.monitor',
        label: 'Monitor of Built-in Audio Analog Stereo',
        monitorOf: 'alsa_output.pci-0000_00_1f.3.analog-stereo',
      },
    ])
    expect(parsePactlSources(readDeviceFixture('pactl-pipewire.txt'))).toEqual([
      {
        name: 'alsa_output.pci-0000_01_00.1.hdmi-stereo-extra1.monitor',
        label: 'Monitor of GP107GL High Definition Audio Controller Digital Stereo (HDMI 2)',
        monitorOf: 'alsa_output.pci-0000_01_00.1.hdmi-stereo-extra1',
      },
    ])
    expect(parsePactlSources('')).toEqual([])
  })

  test('the default output is known by its name', () => {
    expect(parseDefaultSink(readDeviceFixture('pactl-own-info.txt'))).toBe('speakers')
    expect(parseDefaultSink('Server Name: pulseaudio\n')).toBeNull()
  })

  test.each([
    ["Event 'new' on source #2", true],
    ["Event 'remove' on sink #1", true],
    ["Event 'new' on card #4", true],
    ["Event 'change' on server #-1", true],
    ["Event 'change' on source #2", false],
    ["Event 'new' on client #6", false],
    ["Event 'new' on source-output #6", false],
    ["Event 'remove' on sink-input #6", false],
  ])('%s: %s', (line, isOne) => {
    expect(isDeviceEvent(line)).toBe(isOne)
  })
})

describe('ALSA', () => {
  test('is known by cards, and by devices where a card records in several ways', () => {
    expect(parseAsound(readDeviceFixture('asound-cards.txt'), readDeviceFixture('asound-pcm-handwritten.txt'))).toEqual([
      { card: 'CODEC', device: 0, label: 'USB AUDIO CODEC' },
      { card: 'PCH', device: 0, label: 'HDA Intel PCH: ALC221 Analog' },
      { card: 'PCH', device: 2, label: 'HDA Intel PCH: ALC221 Alt Analog' },
      { card: 'USB', device: 0, label: 'AudioBox USB' },
    ])
  })

  test('names devices without a name by their ids', () => {
    expect(
      parseAsound(readDeviceFixture('asound-cards.txt'), readDeviceFixture('asound-pcm-phone.txt')).map(({ device, label }) => [device, label]),
    ).toEqual([
      [1, 'USB AUDIO CODEC: MultiMedia1_Capture mt-soc-codec-rx-dai-1'],
      [2, 'USB AUDIO CODEC: Voice_MD1_PLayback mt-soc-codec-voicemd1-dai-2'],
    ])
    expect(parseAsound('--- no soundcards ---\n', '')).toEqual([])
  })
})

describe('windows with titles', () => {
  test('are read from what PowerShell makes of many, one and none', () => {
    const many =
      '[{"handle":132456,"title":"메모장 \\"초안\\""},{"handle":0,"title":"ghost"},{"handle":7,"title":"Same"},{"handle":8,"title":"Same"}]\r\n'
    expect(parseTitledWindows(many)).toEqual([
      { handle: 132456, title: '메모장 "초안"' },
      { handle: 7, title: 'Same' },
    ])
    expect(parseTitledWindows('\uFEFF{"handle":132456,"title":"Untitled - Notepad"}\r\n')).toEqual([{ handle: 132456, title: 'Untitled - Notepad' }])
    expect(parseTitledWindows('\r\n')).toEqual([])
  })

  test('are unknown where PowerShell says something else', () => {
    expect(parseTitledWindows('Get-Process : Access is denied')).toBeNull()
    expect(parseTitledWindows('[{"title":"no handle"}]')).toBeNull()
  })
})
