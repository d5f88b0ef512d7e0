import type { StoreTexts } from './vi-store.ts'

/** When nothing can be kept: no registration is begun, or the whole machine rests. English. */
export const enStore: StoreTexts = {
  noRoom: {
    question: 'This machine takes no new registration for now',
    why: {
      STORE_FULL: 'It has no room left to keep one, and says so before you type anything.',
      STORE_READ_ONLY: 'It cannot write one down just now, and says so before you type anything.',
    },
    go: 'Please use another machine, or call our staff.',
    receipt: 'You have a receipt: press F3, this can still be done here.',
    byItself: 'This page goes away by itself as soon as the machine can keep registrations again.',
  },
  outOfService: {
    subtitle: 'Out of service',
    title: 'This machine is out of service for now',
    now: 'Please use another machine, or call our staff. Keep your receipts.',
    byItself: 'It keeps trying, and goes on by itself when it can. Leave it on.',
    reopening: { title: 'This machine is restoring itself', what: 'Please wait a moment.' },
    staff: (text) => `Staff: ${text}`,
    machine: (name, dir) => `Machine: ${name} · ${dir}`,
    code: (code) => `Code: ${code} (docs/faults.md)`,
    faults: {
      STORE_FULL: {
        what: 'Its disk is full: nothing can be kept.',
        staff: 'remove unused files from the disk, never the data folder. Call a technician.',
      },
      STORE_READ_ONLY: {
        what: 'It cannot write to its disk: nothing can be kept.',
        staff: 'call a technician to look at the disk and its rights. Reinstall and remove nothing.',
      },
      STORE_DAMAGED: {
        what: 'Its memory is damaged and could not be restored yet.',
        staff: 'close other motcua windows on this machine. If it stays, call a technician; remove nothing.',
      },
      STORE_LOST: {
        what: 'Its memory is damaged, and there is no copy to restore it from.',
        staff: 'stop using it, leave the data folder as it is, call a technician.',
      },
      STORE_BUSY: {
        what: 'Another program is using its memory.',
        staff: 'close some motcua windows on this machine. If it stays, call a technician.',
      },
      CONFIG_INVALID: {
        what: 'The place where it keeps registrations cannot be opened.',
        staff: 'call a technician: is the disk plugged in, and the data folder right?',
      },
    },
  },
}
