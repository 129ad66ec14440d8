import { checkNode } from './setup-node-version.mjs'

checkNode()
void import('./package-run.mjs').then((script) => script.runPackage(process.argv.slice(2)))
