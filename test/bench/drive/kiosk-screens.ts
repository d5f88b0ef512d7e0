/** What tells a screen of the kiosk from the others, in Vietnamese. */
export const KIOSK_SCREENS = {
  welcome: 'CỔNG DỊCH VỤ CÔNG',
  subject: 'Công dân',
} as const
