import { checkNode } from './setup-node-version.mjs'

checkNode()
void import('./start-app.mjs').then((app) => app.startApp(process.argv.slice(2)))
