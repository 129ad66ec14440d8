import { posix } from 'node:path'

/**
 * The sockets of the session bus, in the order in which to try them (D-Bus Specification, "Server Addresses"; the default is systemd's).
 * Ways to the bus that are not local sockets are left out. A leading NUL is Linux's abstract name space.
 */
export function sessionBusSockets(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const address = env.DBUS_SESSION_BUS_ADDRESS
  if (!address) return env.XDG_RUNTIME_DIR ? [posix.join(env.XDG_RUNTIME_DIR, 'bus')] : []
  return address.split(';').flatMap((one) => {
    if (!one.startsWith('unix:')) return []
    const values = new Map(one.slice('unix:'.length).split(',').map(keyAndValue))
    const [path, abstract] = [values.get('path'), values.get('abstract')]
    if (path !== undefined) return [path]
    if (abstract !== undefined) return [`\0${abstract}`]
    return values.get('runtime') === 'yes' && env.XDG_RUNTIME_DIR ? [posix.join(env.XDG_RUNTIME_DIR, 'bus')] : []
  })
}

function keyAndValue(text: string): [string, string] {
  const [key = '', value = ''] = text.split('=', 2)
  return [key, value.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))]
}
