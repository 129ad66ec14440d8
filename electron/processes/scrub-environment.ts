/**
 * Variables that a child never sees: `FFREPORT` makes ffmpeg write everything, keys included, into a file,
 * `AV_LOG_*` colours its stderr, `FFMPEG_DATADIR` changes where presets come from, and no RTMP sender honours an HTTP proxy
 * whose URL may hold a password.
 */
const unwanted = /^(FFREPORT|AV_LOG_.*|FFMPEG_DATADIR|NODE_OPTIONS|NODE_V8_COVERAGE|(HTTP|HTTPS|ALL|FTP|NO)_PROXY)$/i

export const scrubEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !unwanted.test(name)))
