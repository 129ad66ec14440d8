import { checkNode } from './setup-node-version.mjs'

checkNode()
void import('./sandbox-run.mjs').then((sandbox) => sandbox.runSandbox(process.argv.slice(2)))
