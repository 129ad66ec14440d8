// `npm run bench`: measures the built app. Parsed by whatever Node is there, so everything newer waits behind the check.
import { checkNode } from './setup.mjs'

checkNode()
void import('./bench-run.mjs').then((command) => command.runBench(process.argv.slice(2)))
