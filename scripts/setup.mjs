// Parsed by whatever Node is there, so the newer syntax waits behind imports that run after `checkNode`.
export { checkNode } from './setup-node-version.mjs'

/**
 * Installs the dependencies where they are missing or older than the lockfile.
 * @param {{ production?: boolean }} [options] `production` leaves out what only building and testing need.
 * @returns {Promise<boolean>} whether anything was installed
 */
export function ensureDependencies(options) {
  return import('./setup-dependencies.mjs').then((setup) => setup.ensureDependencies(options))
}

/**
 * Builds the app into `out/` where that is missing or belongs to other sources.
 * @returns {Promise<boolean>} whether anything was built
 */
export function ensureBuild() {
  return import('./setup-build.mjs').then((setup) => setup.ensureBuild())
}

/**
 * Everything that a start or a test run needs: dependencies, then the build. Speaks on stderr only.
 * A failure throws a `SetupProblem` whose message is one clear sentence.
 */
export function setUp() {
  return ensureDependencies().then(ensureBuild)
}
