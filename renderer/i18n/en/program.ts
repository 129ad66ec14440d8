import type { PictureWarning } from '#shared/contract'

export const program = {
  screen: 'Picture',
  camera: 'Camera',
  sound: 'Sound',
  sounds: { tone: 'Test tone', silence: 'Silence' },
  groups: { screens: 'Screens', windows: 'Windows' },
  onlyScreen: 'Screen',
  allScreens: 'All screens',
  screenNumber: 'Screen {{number}}',
  x11Only: '{{name}}: X11 windows only',
  systemSound: 'Sound of this computer',
  pickedScreen: 'Screen or window, as the system asks',
  testPattern: 'Test picture',
  noSource: 'Nothing chosen',
  noCamera: 'None',
  filmCamera: 'A film instead of a camera',
  notConnected: '{{name}} (not connected)',
  andMore: '{{name}}, and {{more}} more',
  andMoreWarnings: '({{more}} more)',
  showScreen: 'Show my screen',
  showThis: 'Show “{{name}}”',
  showTestPattern: 'Show the test picture',
  findScreens: 'Look for screens again',
  nothingOpen: 'No picture is captured until you ask for it.',
  starting: 'The picture is being opened…',
  failed: 'The picture could not be opened.',
  monitor: 'Picture that you send',
  level: 'Sound level',
  decibels: '{{value}} dB',
  silent: 'Silence',
}

/** What is wrong with what is seen or heard, and what to do. */
export const warning = {
  black: { what: 'The picture is all black.', todo: 'Uncover the camera, or choose another picture.' },
  frozen: { what: 'The picture does not move.', todo: 'If it should, choose it again.' },
  'too-dark': { what: 'The picture is very dark.', todo: 'Turn on a light, or open the blind.' },
  'wrong-shape': { what: 'The picture does not fill its place.', todo: 'Choose “Fill” or “Blur” under “Edit scenes”.' },
  'mirror-tunnel': { what: 'Tally shows itself in the picture.', todo: 'Move this window to another screen, or show one window only.' },
  silent: { what: 'Nothing is heard.', todo: 'Check that the microphone is on and near.' },
  clipping: { what: 'The sound is too loud and distorts.', todo: 'Turn its level down, or step back from the microphone.' },
  'return-feed-heard': { what: 'Viewers hear the show twice.', todo: 'Turn off the sound of what viewers receive, or use headphones.' },
} satisfies Readonly<Record<PictureWarning, { readonly what: string; readonly todo: string }>>

/** What else it may be on a Mac, where a refused permission is black and silent. */
export const warningOnMac = {
  black:
    'If the screen is not black: turn on Tally, or the program that started it, in System Settings → Privacy & Security → Screen Recording. Then quit Tally and reopen it.',
  silent:
    'If the microphone is on: turn on Tally, or the program that started it, in System Settings → Privacy & Security → Microphone. Then quit Tally and reopen it.',
}

export const devices = {
  title: 'Open devices',
  none: 'No device is open. Tally opens none by itself, not even when it starts.',
  refresh: 'Look for devices again',
  release: 'Release all',
  whileSending: 'Stop streaming first.',
  openPrivacy: 'Open system settings',
  state: { opening: 'Being opened', running: 'Running', stalled: 'Gives nothing new', lost: 'Gone' },
}
