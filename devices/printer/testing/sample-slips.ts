import type { Slip } from '../../../flows/ports/printer.port.ts'

/** What a phone reads from the sample receipt. */
export const SAMPLE_QR = 'MOTCUA:K0007-000001:0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000'

/** A receipt with every kind of line. */
export const SAMPLE_SLIP: Slip = {
  marks: ['BẢN SAO'],
  lines: [
    { kind: 'title', text: 'PHIẾU BIÊN NHẬN' },
    { kind: 'text', text: 'Bưu điện xã Tân Phú, quầy số 1' },
    { kind: 'rule' },
    { kind: 'number', text: 'K0007-000001' },
    { kind: 'qr', text: SAMPLE_QR },
    { kind: 'pair', label: 'In lúc', value: '09/12/2022 09:41' },
    { kind: 'text', strong: true, text: 'Hồ sơ đã lưu, chờ kết quả' },
    { kind: 'text', text: 'Quý khách không cần làm lại.' },
  ],
}

export const SHORT_SLIP: Slip = { marks: [], lines: [{ kind: 'title', text: 'IN THỬ' }] }
