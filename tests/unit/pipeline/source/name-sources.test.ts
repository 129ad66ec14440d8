import { describe, expect, test } from 'vitest'
import { chooseCameras, type VideoNode } from '../../../../electron/pipeline/source/choose-cameras.ts'
import { namePulseSources } from '../../../../electron/pipeline/source/list-pulse.ts'
import { placeOn } from '../../../../electron/pipeline/source/list-x-windows.ts'
import { numberEqual } from '../../../../electron/pipeline/source/listed.ts'
import { isXWayland, nameXScreens } from '../../../../electron/pipeline/source/name-x-screens.ts'
import type { XMonitor } from '../../../../electron/pipeline/source/read-x-screens.ts'

describe('X screens', () => {
  const here = { host: null, display: 0, screen: 0 }
  const monitor = (name: string, x: number, more: Partial<XMonitor> = {}): XMonitor => ({
    name,
    primary: false,
    x,
    y: 0,
    width: 1920,
    height: 1080,
    ...more,
  })
  const screen = (monitors: readonly XMonitor[]) => ({ root: 1, width: 4480, height: 1441, monitors })

  test('are the monitors, the primary one first', () => {
    const monitors = [monitor('HDMI-1', 2560), monitor('eDP-1', 0, { primary: true, width: 2560, height: 1441 })]
    expect(nameXScreens(here, [screen(monitors)], false)).toEqual([
      {
        id: 'screen:eDP-1',
        label: 'Screen 1 (eDP-1)',
        width: 2560,
        height: 1440,
        input: { kind: 'x11grab', display: ':0.0', x: 0, y: 0, width: 2560, height: 1440 },
      },
      {
        id: 'screen:HDMI-1',
        label: 'Screen 2 (HDMI-1)',
        width: 1920,
        height: 1080,
        input: { kind: 'x11grab', display: ':0.0', x: 2560, y: 0, width: 1920, height: 1080 },
      },
    ])
  })

  test.each([
    ['no monitors', []],
    ['one monitor', [monitor('eDP-1', 0, { primary: true })]],
    ['two that mirror one another', [monitor('eDP-1', 0, { primary: true }), monitor('HDMI-1', 0)]],
  ])('are one whole with %s', (_, monitors) => {
    expect(nameXScreens(here, [screen(monitors)], false)).toEqual([
      {
        id: 'screen:0',
        label: 'Screen',
        width: 4480,
        height: 1440,
        input: { kind: 'x11grab', display: ':0.0', x: 0, y: 0, width: 4480, height: 1440 },
      },
    ])
  })

  test('say so where they show windows of X only', () => {
    const screens = [screen([monitor('XWAYLAND0', 0)])]
    expect([isXWayland({ DISPLAY: ':0' }, screens), isXWayland({ WAYLAND_DISPLAY: 'wayland-0' }, []), isXWayland({ DISPLAY: ':0' }, [])]).toEqual([
      true,
      true,
      false,
    ])
    expect(nameXScreens(here, screens, true)).toMatchObject([{ id: 'screen:x11-only:0', label: 'Screen: X11 windows only' }])
  })
})

describe('a window of X', () => {
  const screen = { width: 1280, height: 720 }

  test.each([
    ['inside', { x: 101, y: 50, width: 301, height: 200 }, { x: 101, y: 50, width: 300, height: 200 }],
    ['over two edges', { x: -20, y: 600, width: 301, height: 200 }, { x: 0, y: 600, width: 280, height: 120 }],
    ['outside', { x: 1280, y: 0, width: 300, height: 200 }, null],
    ['hardly there', { x: 1270, y: 0, width: 300, height: 200 }, null],
    ['tiny', { x: 0, y: 0, width: 15, height: 200 }, null],
  ])('%s covers this part of the screen', (_, window, part) => {
    expect(placeOn(screen, window)).toEqual(part)
  })
})

describe('cameras of Linux', () => {
  const node = (name: string, more: Partial<VideoNode> = {}): VideoNode => ({
    node: name,
    name: 'HD Pro Webcam C920',
    index: 0,
    capabilities: null,
    byId: null,
    byPath: null,
    bus: null,
    ...more,
  })

  test('are the nodes that capture, with links that outlive replugging', () => {
    const nodes = [
      node('video10', { name: 'bcm2835-codec-decode', capabilities: ':' }),
      node('video2', { byId: 'usb-046d_HD_Pro_Webcam_C920-video-index0', byPath: 'pci-1', capabilities: ':capture:' }),
      node('video3', { index: 1, capabilities: ':capture:' }),
      node('video4', { byPath: 'pci-0000:00:14.0-usb-0:2:1.0-video-index0' }),
      node('video0', { name: 'Integrated Camera: Integrated C', bus: '1-4:1.0' }),
      node('video20', { name: '가상 카메라' }),
    ]
    expect(chooseCameras(nodes, '/dev')).toEqual([
      { id: 'camera:1-4:1.0', label: 'Integrated Camera', path: '/dev/video0' },
      {
        id: 'camera:usb-046d_HD_Pro_Webcam_C920-video-index0',
        label: 'HD Pro Webcam C920',
        path: '/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0',
      },
      {
        id: 'camera:pci-0000:00:14.0-usb-0:2:1.0-video-index0',
        label: 'HD Pro Webcam C920',
        path: '/dev/v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0',
      },
      { id: 'camera:video20', label: '가상 카메라', path: '/dev/video20' },
    ])
  })
})

describe('sounds of PulseAudio', () => {
  const sources = [
    { name: 'hdmi.monitor', label: 'Monitor of HDMI', monitorOf: 'hdmi' },
    { name: 'speakers.monitor', label: 'Monitor of Speakers', monitorOf: 'speakers' },
    { name: 'mic', label: '마이크', monitorOf: null },
  ]

  test('are microphones and the sound of the default output', () => {
    expect(namePulseSources(sources, 'speakers')).toEqual([
      { id: 'mic:mic', label: '마이크', input: { kind: 'pulse', name: 'mic' } },
      { id: 'system', label: 'Sound of this computer', input: { kind: 'pulse', name: 'speakers.monitor' } },
    ])
    expect(namePulseSources(sources, null).map(({ id }) => id)).toEqual(['mic:mic'])
  })
})

test('equal names get numbers', () => {
  const entry = (id: string, label: string) => ({ id, label, input: null })
  const list = [entry('camera:1', 'Webcam'), entry('camera:2', '웹캠'), entry('camera:3', 'Webcam'), entry('camera:3', 'Other')]
  expect(numberEqual(list).map(({ id, label }) => [id, label])).toEqual([
    ['camera:1', 'Webcam (1)'],
    ['camera:2', '웹캠'],
    ['camera:3', 'Webcam (2)'],
    ['camera:3#2', 'Other'],
  ])
})
