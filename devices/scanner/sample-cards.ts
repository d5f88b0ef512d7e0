/** Fictitious cards for training mode and tests (no such numbers are issued to anyone we know of): both generations of the QR. */
export const SAMPLE_CARD_2021 =
  '038190009999|172345678|Nguyễn Thị Thử Nghiệm|15081990|Nữ|Thôn Mẫu, Xã Thử, Huyện Nghiệm, Thanh Hóa|20082021'
export const SAMPLE_CARD_2024 = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'
