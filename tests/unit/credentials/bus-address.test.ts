import { expect, test } from 'vitest'
import { sessionBusSockets } from '../../../electron/credentials/secret-service/bus-address.ts'

test.each([
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, ['/run/user/1000/bus']],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20b,guid=12' }, ['/tmp/a b']],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/x,guid=1;tcp:host=h,port=1;unix:path=/y' }, ['\0/tmp/x', '/y']],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:runtime=yes', XDG_RUNTIME_DIR: '/run/user/1' }, ['/run/user/1/bus']],
  [{ XDG_RUNTIME_DIR: '/run/user/1' }, ['/run/user/1/bus']],
  [{ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, []],
  [{}, []],
])('%o leads to %j', (env, sockets) => {
  expect(sessionBusSockets(env)).toEqual(sockets)
})
