export const copy = { copy: 'Copy', copied: 'Copied', failed: 'Copying is not allowed here' }

export const share = {
  title: 'Links for viewers',
  audience: {
    everyone: 'Anyone with a link can watch.',
    admitted: 'This video room is not public. Only people whom it admits can watch.',
    thisComputer: 'These work only on this computer.',
    rehearsal: 'Rehearsal: these work only on this computer.',
  },
  purpose: {
    hls: 'Opens in most browsers, phones and players.',
    dash: 'For players that prefer MPEG-DASH.',
    rtmp: 'Needs a player such as VLC. A browser cannot open it.',
    flv: 'Arrives sooner, in players that know HTTP-FLV.',
    recording: 'The whole broadcast, to watch later.',
  },
  recording: 'Recording',
  notYet: 'Here once you are live',
  paused: 'Paused. A new link comes with your stream.',
  over: 'The broadcast is over',
  recordingNotYet: 'Here after the broadcast',
  onItsWay: 'On its way. It appears here by itself.',
  recordingLost: 'It could not be saved',
  recordingNone: 'There may be none: ended by force',
  newLinks: 'After an interruption FlipFlop Cloud makes new links. Share them again then.',
  opensInBrowser: 'opens in your browser',
  qr: 'QR code',
  qrOf: 'QR code: {{name}}',
  qrWatch: 'Point a phone’s camera at it to watch.',
  qrPlayer: 'Point a phone’s camera at it to take the link along. The phone needs a player that knows {{name}}.',
  qrNoPhone: 'A phone cannot open this link',
  qrNoPhoneWhy: 'It leads to this computer alone, so there is no code to scan. With a link that others can reach, the code is here.',
}
