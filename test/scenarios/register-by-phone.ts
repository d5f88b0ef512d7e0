import { FAKE_OFFICERS } from '../../flows/testing/fake-staff.ts'
import { GOOD_PASSWORD } from '../../flows/testing/visit-driver.ts'
import { register } from '../../kiosk/headless/register.ts'
import { startVisit } from '../../kiosk/visit-store.ts'
import { wireFlows } from '../../kiosk/wire-flows.ts'
import type { WiredStation } from '../../kiosk/wire-station.ts'

/** Registers the `at`-th of people that differ in nothing but their number, by phone at a counter, with the screen's own flows. Gives how the registration ended. */
export async function registerByPhone(counter: WiredStation, at: number): Promise<string> {
  const officer = () => FAKE_OFFICERS.gdv01
  const { flow, captcha } = wireFlows(counter, counter.secrets, counter.newId, { stationKind: 'assisted', officer })
  const visit = startVisit(flow, 'vi')
  try {
    const answers = {
      subject: 'citizen',
      method: 'mobile',
      idNumber: `046204${String(at).padStart(6, '0')}`,
      fullName: 'Nguyễn Thị Thử',
      birthDate: '2004-02-29',
      phone: '0971234456',
      password: GOOD_PASSWORD,
      consent: true,
      captcha: { from: 'sandbox' },
    } as const
    const peekCaptcha = (captchaId: string) => captcha.peek(captchaId)
    return (await register({ visit, secrets: counter.secrets, answers, sandbox: null, peekCaptcha })).outcome
  } finally {
    visit.stop()
  }
}
