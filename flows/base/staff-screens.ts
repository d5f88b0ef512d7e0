/** The screens on which an officer signs in or confirms, apart from SCREENS: whoever runs that flow maps each of these, by type. */
export const STAFF_SCREENS = ['staff-sign-in', 'staff-checking', 'staff-locked', 'staff-none'] as const
export type StaffScreen = (typeof STAFF_SCREENS)[number]
