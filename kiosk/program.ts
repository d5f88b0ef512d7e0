import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { SECOND_OFFICER } from '../flows/base/registration.ts'
import { STAFF_ROLES } from '../flows/rules/roles.ts'
import { TONE_STYLES, TYPING_CHOICES } from '../flows/rules/typing/choices.ts'
import type { CommonFlags } from './commands/command-flags.ts'
import { EXIT } from './exit.ts'
import { checkout } from './places.ts'

/**
 * Reads the command line, runs one command and gives its exit code. Each command is loaded only when it is called:
 * a screen must not wait for a server's code.
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done
  const program = new Command('motcua')
    .description('Đăng ký tài khoản giao dịch điện tử tại quầy và máy tự phục vụ; làm việc cả khi mất mạng.')
    .option('-V, --version', 'số phiên bản của chương trình')
    // Commander's own version() would have to know it at each start; the first screen does not wait for a file.
    .on('option:version', () => {
      process.stdout.write(`${versionOf()}\n`)
      throw new CommanderError(EXIT.done, 'commander.version', 'version')
    })
    .exitOverride()
    // Commander's own sentence is English and for whoever knows it; above it, what that means.
    .configureOutput({
      outputError: (text, write) =>
        write(`Lệnh gõ chưa đúng hoặc còn thiếu. Xem cách dùng: motcua <lệnh> --help.\n${text}`),
    })
    .enablePositionalOptions()
  const add = (
    usage: string,
    description: string,
    run: (flags: CommonFlags, positional: readonly string[]) => Promise<number>,
  ) =>
    program
      .command(usage)
      .description(description)
      .option('--json', 'kết quả là JSON trên stdout')
      .option('--data <dir>', 'thư mục dữ liệu')
      .option('--config <file>', 'tệp cấu hình JSON')
      .action(async (...args: unknown[]) => {
        const command = args.at(-1) as Command
        exitCode = await run(command.opts(), command.args)
      })

  const kiosk = add('kiosk', 'màn hình tự phục vụ cho công dân', async (flags) =>
    (await import('./commands/kiosk.ts')).kioskCommand(flags),
  )
  stationOptions(kiosk)
  const counter = add('counter', 'màn hình quầy cho giao dịch viên', async (flags) =>
    (await import('./commands/counter.ts')).counterCommand(flags),
  )
    .option('--lock-after <minutes>', 'tự đăng xuất khi không ai chạm phím, 1–60 phút (mặc định 10)')
    .addOption(new Option('--second-officer <when>', 'khi nào cần nhân viên thứ hai duyệt').choices(SECOND_OFFICER))
  stationOptions(counter)
  add('register', 'một lần đăng ký không cần màn hình, trả lời từ tệp JSON', async (flags) =>
    (await import('./commands/register.ts')).registerCommand(flags),
  )
    .requiredOption('--answers <file>', 'tệp trả lời; "-" là đầu vào chuẩn')
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
    .option('--sandbox <url>', 'địa chỉ môi trường mô phỏng')
    .option('--token <where>', 'thư viện PKCS#11: auto, đường dẫn[,đường dẫn], simulated, hoặc off')
  add('sync', 'gửi hồ sơ đang chờ, nhận kết quả', async (flags) =>
    (await import('./commands/sync.ts')).syncCommand(flags),
  )
    .option('--once', 'một lượt rồi thôi (mặc định)')
    .option('--watch', 'chạy mãi')
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
  add(
    'outbox [action] [subject]',
    'hồ sơ nào đang chờ, vì sao; số biên nhận: hồ sơ đó đang ở đâu; release: gửi lại hồ sơ cần người xem; seen: đã xem lưu ý của trung tâm; callbacks: công dân cần gọi lại để nhận mã; export | import | carry <thư mục>: chuyển bằng USB',
    async (flags, [action, subject]) => {
      if (isStickAction(action)) return (await import('./commands/stick.ts')).stickCommand(flags, action, subject)
      if (action === 'callbacks') return (await import('./commands/call-backs.ts')).callBacksCommand(flags)
      return (await import('./commands/outbox.ts')).outboxCommand(flags, action, subject)
    },
  )
    .option('--limit <n>', 'nhiều nhất bao nhiêu hồ sơ, cũ nhất trước')
    .option('--central <url>', 'địa chỉ máy chủ trung tâm, cho carry')
  add('return <receipt>', 'một công dân quay lại với phiếu biên nhận, không cần màn hình', async (flags, [receipt]) =>
    (await import('./commands/return.ts')).returnCommand(flags, receipt),
  )
    .requiredOption('--answers <file>', 'tệp trả lời; "-" là đầu vào chuẩn')
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
    .option('--sandbox <url>', 'địa chỉ môi trường mô phỏng')
  const doctor = add('doctor', 'kiểm tra máy, kết nối và thiết bị; có màn hình thử từng thiết bị', async (flags) =>
    (await import('./commands/doctor.ts')).doctorCommand(flags),
  )
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
    .option('--once', 'xem một lượt rồi thôi, không mở màn hình')
    .option('--print', 'xem một lượt và in phiếu kiểm tra')
    .option('--training', 'kiểm tra trên thiết bị mô phỏng')
  displayOptions(doctor)
  deviceOptions(doctor)
  add('enroll', 'tạo khoá của máy và ghép với trung tâm', async (flags) =>
    (await import('./commands/enroll.ts')).enrollCommand(flags),
  )
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
    .option('--code <code>', 'mã ghép dùng một lần do trung tâm cấp')
    .option('--anew', 'ghép lại như máy mới, thay máy đang ghép; dữ liệu cũ được cất riêng')
    .option('--name <text>', 'tên máy')
    .addOption(new Option('--kind <kind>', 'loại máy').choices(['self-service', 'assisted']))
  add(
    'staff <action> [code]',
    'tài khoản nhân viên; action: add | list | disable | pin | unlock',
    async (flags, [action, code]) => (await import('./commands/staff.ts')).staffCommand(flags, action, code),
  )
    .option('--code <code>', 'mã đăng nhập: 2–20 ký tự a–z 0–9 . -')
    .option('--name <text>', 'họ tên')
    .addOption(new Option('--role <role>', 'vai trò').choices(STAFF_ROLES))
    .option('--certificate <file>', 'chứng thư trong token của nhân viên, PEM hoặc DER')
    .option('--no-pin', 'chỉ đăng nhập bằng token')
    .option('--training', 'tài khoản của phần luyện tập')
    .option('--by <code>', 'nhân viên cho phép việc này, bằng PIN của mình')
    .option('--pin-from-stdin', 'PIN trên đầu vào chuẩn, mỗi dòng một PIN: PIN mới, rồi PIN của --by')
  add(
    'central [action]',
    'máy chủ trung tâm; action: enrollment-code | policy | trust | findings',
    async (flags, [action]) => (await import('./commands/central.ts')).centralCommand(flags, action),
  )
    .option('--db <url>', 'cơ sở dữ liệu: embedded hoặc postgres://…')
    .option('--listen <address>', 'địa chỉ lắng nghe')
    .option('--carrier <url>', 'dịch vụ đối chiếu thuê bao')
    .option('--smsc <address>', 'tổng đài tin nhắn (SMPP 3.4)')
    .option('--trust <dir>', 'thư mục chứng thư gốc được tin: public/, state/, issuers/')
    .option('--keys <dir>', 'thư mục khoá của trung tâm, dùng chung khi chạy nhiều tiến trình')
    .option('--station <code>', 'chỉ những điều thấy ở máy này (findings), ví dụ K0001')
    .option('--all', 'cả những điều đã xong (findings)')
    .option('--set <policy>', 'bộ chính sách: portal-2022 | vneid-2024')
    .option('--central <url>', 'địa chỉ máy chủ đang chạy, cho action')
    .addOption(new Option('--kind <kind>', 'loại máy được cấp mã ghép').choices(['self-service', 'assisted']))
  add('sandbox [action]', 'thế giới bên ngoài, mô phỏng ở mức giao thức; action: people', async (flags, [action]) =>
    (await import('./commands/sandbox.ts')).sandboxCommand(flags, action),
  )
    .option('--listen <address>', 'địa chỉ lắng nghe HTTP')
    .option('--smpp <address>', 'địa chỉ lắng nghe SMPP')
  const up = add('up', 'trung tâm, môi trường mô phỏng và một máy đã ghép, cùng chạy trên máy này', async (flags) =>
    (await import('./commands/up.ts')).upCommand(flags),
  )
    .option('--screen', 'kèm màn hình tự phục vụ trong cửa sổ này')
    .option('--leash', 'dừng khi đầu vào chuẩn đóng lại')
  screenOptions(up)
  typingOptions(up)

  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
  }
  return exitCode
}

/** The version that package.json names. */
function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { readonly version: string }
  return version
}

/** What `motcua outbox` does with a USB stick. */
function isStickAction(action: string | undefined): action is 'export' | 'import' | 'carry' {
  return action === 'export' || action === 'import' || action === 'carry'
}

function stationOptions(command: Command): void {
  command
    .option('--central <url>', 'địa chỉ máy chủ trung tâm')
    .option('--sandbox <url>', 'địa chỉ môi trường mô phỏng (chỉ khi trình diễn)')
    .option('--training', 'luyện tập: mọi thiết bị là mô phỏng, không hồ sơ nào được gửi đi')
    .option('--name <text>', 'tên máy')
    .option('--no-sound', 'tắt tiếng chuông')
  screenOptions(command)
  typingOptions(command)
  deviceOptions(command)
}

function screenOptions(command: Command): void {
  command.addOption(new Option('--language <code>', 'ngôn ngữ ban đầu').choices(['vi', 'en']))
  displayOptions(command)
  command
    .addOption(
      new Option('--letters <set>', 'chữ: plain bỏ dấu, khi phông thiếu chữ Việt').choices(['vietnamese', 'plain']),
    )
    .addOption(
      new Option('--contrast <mode>', 'tương phản: high là trắng, vàng trên nền đen').choices(['normal', 'high']),
    )
    .addOption(new Option('--text <size>', 'cỡ chữ: large vẽ to câu trả lời, mã và số').choices(['normal', 'large']))
    .option('--screen-reader', 'đọc màn hình: mọi trang là chữ kèm vai trò, không vẽ khung')
}

function displayOptions(command: Command): void {
  command
    .addOption(new Option('--colours <mode>', 'màu').choices(['auto', 'true', '16', 'none']))
    .addOption(new Option('--glyphs <set>', 'bộ ký tự vẽ khung').choices(['unicode', 'ascii']))
}

function typingOptions(command: Command): void {
  command
    .addOption(new Option('--typing <way>', 'kiểu gõ dấu ban đầu').choices(TYPING_CHOICES))
    .addOption(new Option('--tones <style>', 'chỗ đặt dấu: old (hòa) | new (hoà)').choices(TONE_STYLES))
}

function deviceOptions(command: Command): void {
  command
    .option('--scanner <where>', 'máy quét: đường dẫn cổng nối tiếp[@tốc độ], simulated, hoặc off')
    .option('--token <where>', 'thư viện PKCS#11: auto, đường dẫn[,đường dẫn], simulated, hoặc off')
    .option('--readers <which>', 'đầu đọc thẻ PC/SC: auto, simulated, hoặc off')
    .option('--modem <where>', 'modem: auto, đường dẫn cổng[@tốc độ][,…], simulated, hoặc off')
    .option('--printer <where>', 'máy in: serial:đường dẫn[@tốc độ], tcp:máy[:cổng], /dev/usb/lp0, simulated, hoặc off')
    .addOption(new Option('--paper <mm>', 'khổ giấy in').choices(['58', '80']))
}
