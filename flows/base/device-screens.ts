/** The screens of the flows that use a device, apart from SCREENS: whoever runs such a flow maps each of these, by type. */
export const DEVICE_SCREENS = [
  'token-looking',
  'token-choose',
  'token-checking',
  'token-confirm',
  'token-pin',
  'token-pin-pad',
  'token-signing',
  'card-key',
  'card-wait',
  'card-reading',
  'card-read',
  'owner-asking',
  'owner-waiting',
  'owner-result',
  'code-sending',
  'printing',
] as const
export type DeviceScreen = (typeof DEVICE_SCREENS)[number]
