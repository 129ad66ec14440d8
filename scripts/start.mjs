import { checkNode } from './setup-node-version.mjs'

checkNode()
import('./start-app.mjs').then((app) => app.startApp(process.argv.slice(2)))
