// Loaded by Electron with `-r`, after Playwright's own loader and before the app: gives Chromium the switches of a test, and the app the command line that it has
// without us. The window lies beside the test's screen, which is captured.
const { app } = require('electron')

process.argv.splice(process.argv.indexOf('-r'), 2)
for (const given of JSON.parse(process.env.TALLY_TEST_SWITCHES ?? '[]')) {
  const [, name, value] = /^--([^=]+)=?(.*)$/s.exec(given)
  app.commandLine.appendSwitch(name, value)
}
if (process.platform === 'linux') app.on('browser-window-created', (_event, window) => window.setPosition(2000, 0))
