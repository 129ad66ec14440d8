export const output = {
  title: 'Output',
  shape: 'Orientation',
  horizontal: 'Landscape, 1280 × 720',
  vertical: 'Portrait, 720 × 1280',
  mode: 'Delivery',
  modes: { CMAF: 'CMAF: browsers and phones', RTMP: 'RTMP: players, low delay', RTMP_CMAF: 'RTMP_CMAF: both' },
  means: {
    CMAF: 'Viewers watch in browsers and on phones, about 5–8 s later, in 720p and 360p.',
    RTMP: 'Viewers need a player such as VLC and see you within 2–3 s. There is no link for browsers.',
    RTMP_CMAF: 'All four links: browsers and phones about 5–8 s later, players within 2–3 s.',
  },
  later: 'Counts from the next start. {{mode}} is being sent now.',
  quality: 'Bitrate',
  profile: 'Profile of the key',
  profileOf: '{{name}} ({{shape}})',
  profileShape: { horizontal: 'landscape', vertical: 'portrait' },
  delivered: 'Delivered now',
  default: 'Default of the app',
  mismatch: {
    horizontal:
      'Your picture is landscape, but the stream key’s profile “{{name}}” is made for portrait. Viewers would see bars, so streaming does not start like this.',
    vertical:
      'Your picture is portrait, but the stream key’s profile “{{name}}” is made for landscape. Viewers would see bars, so streaming does not start like this.',
  },
  fixPicture: { horizontal: 'Make the picture landscape', vertical: 'Make the picture portrait' },
  fixKey: 'Give the key “{{name}}”',
  findProfile: 'Look for a profile that fits',
  noProfile: { horizontal: 'The FlipFlop app has no landscape profile.', vertical: 'The FlipFlop app has no portrait profile.' },
}
