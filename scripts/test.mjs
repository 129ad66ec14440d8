// `npm test`: sets up what is missing and runs the lanes. Parsed by whatever Node is there, so everything newer waits behind the check.
import { checkNode } from './setup.mjs'

checkNode()
void import('./test-run.mjs').then((command) => command.runTests(process.argv.slice(2)))
