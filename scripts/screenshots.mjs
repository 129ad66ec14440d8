// `npm run screenshots`: takes the README's pictures. Parsed by whatever Node is there, so everything newer waits behind the check.
import { checkNode } from './setup.mjs'

checkNode()
void import('./screenshots-run.mjs').then((command) => command.takeScreenshots())
