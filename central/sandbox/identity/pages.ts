/** Which page it is, for whoever looks without eyes: `body data-page`. */
export type PageName = 'code' | 'confirm' | 'sign-in' | 'signed-in' | 'stopped' | 'error'

const PROVIDER_NAMES = { vnpost: 'Bưu điện Việt Nam', vneid: 'Định danh điện tử' } as const
type ProviderId = keyof typeof PROVIDER_NAMES

/** The pages a person sees on the phone, in Vietnamese, without script or anything fetched. Texts from outside are escaped. */
export function createPages(id: ProviderId) {
  const name = PROVIDER_NAMES[id]
  const page = (kind: PageName, title: string, body: string) => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${name} (mô phỏng)</title>
<style>body{font:1.1rem/1.5 sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem}code{font-size:1.6rem;letter-spacing:.1em}
label,input,button{display:block;width:100%;box-sizing:border-box;font:inherit}input,button{padding:.6rem;margin:.3rem 0 1rem}</style>
</head>
<body data-page="${kind}">
<p>${name} – trang mô phỏng, không dùng mật khẩu thật</p>
<h1>${title}</h1>
${body}
</body>
</html>`
  return {
    /** `form` is oidc-provider's own, with its hidden fields. */
    code: (form: string, wrong: boolean) =>
      page(
        'code',
        'Nhập mã',
        `${wrong ? '<p role="alert">Mã không đúng hoặc đã hết hạn.</p>' : ''}<p>Nhập mã đang hiện trên màn hình của quầy.</p>
${form}<button type="submit" form="op.deviceInputForm">Tiếp tục</button>`,
      ),
    /** RFC 8628 §5.4: the person compares the code, lest somebody far away signs in with their account. */
    confirm: (form: string, userCode: string, client: string) =>
      page(
        'confirm',
        'Quý khách đang đăng nhập tại quầy?',
        `<p>So mã này với mã trên màn hình của quầy:</p>
<p><code>${escapeHtml(userCode)}</code></p>
<p>“${escapeHtml(client)}” sẽ nhận: số định danh, họ tên, ngày sinh, số điện thoại, thư điện tử. Nếu mã khác, hoặc Quý khách không đứng ở quầy, hãy chọn Không.</p>
${form}<button type="submit" form="op.deviceConfirmForm">Đúng, tiếp tục</button>
<button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">Không</button>`,
      ),
    signIn: (action: string, wrong: boolean) =>
      page(
        'sign-in',
        'Đăng nhập',
        `${wrong ? '<p role="alert">Tên đăng nhập hoặc mật khẩu không đúng.</p>' : ''}<form method="post" action="${escapeHtml(action)}">
<label>Tên đăng nhập <input name="username" autocomplete="username" required autofocus></label>
<label>Mật khẩu <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Đăng nhập</button>
</form>`,
      ),
    signedIn: () => page('signed-in', 'Đã đăng nhập', '<p>Quý khách có thể đóng trang này và trở lại quầy.</p>'),
    stopped: () => page('stopped', 'Đã dừng', '<p>Không có gì được gửi đi. Quý khách có thể đóng trang này.</p>'),
    error: () => page('error', 'Có lỗi', '<p>Phiên đăng nhập không còn. Xin bắt đầu lại ở quầy.</p>'),
  }
}

export type Pages = ReturnType<typeof createPages>

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
