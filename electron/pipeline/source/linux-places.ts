/** Where Linux tells about its devices; other folders in tests. */
export type LinuxPlaces = {
  readonly dev: string
  /** Cameras and other video devices, by the kernel. */
  readonly video4linux: string
  /** What udev knows of each device; absent in most containers. */
  readonly udevData: string
  readonly asound: string
}

export const linuxPlaces: LinuxPlaces = {
  dev: '/dev',
  video4linux: '/sys/class/video4linux',
  udevData: '/run/udev/data',
  asound: '/proc/asound',
}
