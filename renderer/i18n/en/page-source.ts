export const pageSource = {
  title: 'This page as a source',
  means: 'Your browser can record its own camera, screen and microphone for the broadcast, as long as this page stays open.',
  use: { camera: 'Use its camera', screen: 'Use its screen', mic: 'Use its microphone' },
  kind: { camera: 'Camera and its sound', screen: 'Screen', mic: 'Microphone' },
  label: { camera: 'Camera of a page', screen: 'Screen of a page', mic: 'Microphone of a page' },
  labelWithDevice: '{{label}} ({{device}})',
  state: {
    off: 'off',
    asking: 'your browser asks for your permission.',
    ready: 'ready. Choose it as picture, camera or sound.',
    recording: 'in use.',
    refused: 'not allowed, or not there. Allow it in the address bar of your browser and try again.',
    unable: 'this browser cannot record it. Chrome, Edge or Firefox can.',
    ended: 'ended by your browser. Use it again to bring it back.',
  },
  isOn: 'It is on already.',
  stop: 'Stop all of this page',
}
