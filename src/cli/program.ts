import { Command, CommanderError } from 'commander';
import { readEnv } from '../config/env.ts';
import { features } from '../features/index.ts';
import { nearest } from '../text/nearest.ts';
import { runCheck } from './check.ts';
import { runDoctor } from './doctor/doctor.ts';
import { runExport } from './export.ts';
import type { CliIo, ExitCode } from './io.ts';
import type { ConfigIo } from './load-book.ts';
import { runRedisGet } from './redis-get.ts';
import { runSchema } from './schema.ts';
import { runSimulate } from './simulate.ts';
import { runTest } from './test.ts';

/** `qunyun …`. Resolves with the exit code; never ends the process itself. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('qunyun')
    .description('群运的命令行。启动机器人用 npm start。')
    .usage('<命令>')
    .helpOption('-h, --help', '看用法')
    .helpCommand('help [命令]', '看一个命令的用法')
    .configureHelp({ styleTitle, subcommandTerm })
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: () => {} })
    .exitOverride();

  const configIo: ConfigIo = {
    out: io.out,
    err: io.err,
    configDir: io.env.CONFIG_DIR?.trim() || './config',
    features,
  };
  /** Commands that read their own arguments: what is typed after the name goes to them as it is. */
  const onConfig = (
    name: string,
    usage: string,
    description: string,
    run: (args: readonly string[]) => Promise<ExitCode>,
  ) =>
    program
      .command(name)
      .description(description)
      .usage(usage)
      .argument('[args...]')
      .helpOption('-h, --help', '看用法')
      .configureHelp({ styleTitle, visibleArguments: () => [] })
      .allowUnknownOption()
      .action(async (rest: string[]) => {
        code = await run(rest);
      });
  onConfig('check', '[目录] [--format text|json|github]', '检查配置目录;不需要密钥,也不需要 Redis', (rest) =>
    runCheck(rest, configIo),
  );
  onConfig('test', '[目录]', '跑规则测试(tests/*.yaml)', (rest) => runTest(rest, configIo));
  onConfig(
    'simulate',
    '[目录] --script 剧本.yaml | --days 天数 [--from 日期] [--diff 另一个目录]',
    '试演:看机器人会在什么时候、哪个群、因为什么说什么',
    (rest) => runSimulate(rest, { ...configIo, now: Date.now }),
  );
  onConfig('schema', '[目录]', '生成编辑器用的 JSON Schema(schema/*.json)', (rest) =>
    runSchema(rest, configIo),
  );
  onConfig(
    'export',
    '<表> [--group 群编号] [--format xlsx|csv] [--out 目录]',
    '把名单、操作记录等导出成表格文件',
    (rest) => runExport(rest, { ...configIo, env: io.env }),
  );
  program
    .command('doctor')
    .description('看看这台机器能不能跑:Node、Redis、配置、密钥、端口')
    .helpOption('-h, --help', '看用法')
    .action(async () => {
      code = await runDoctor(io);
    });
  const redis = program
    .command('redis')
    .description('取一个 Redis:redis get')
    .usage('get')
    .helpOption('-h, --help', '看用法')
    .helpCommand(false);
  redis
    .command('get')
    .description('把发行版的 Redis 取到 DATA_DIR(Debian/Ubuntu,不需要 root)')
    .helpOption('-h, --help', '看用法')
    .action(async () => {
      const read = readEnv(io.env);
      if (read.ok) code = await runRedisGet(read.env.DATA_DIR, io);
      else {
        for (const problem of read.problems) io.err(problem);
        code = 1;
      }
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0; // help was asked for
    io.err(complaint(error, args));
    return 2;
  }
}

const withDir = new Set(['check', 'test', 'simulate', 'schema']);
const subcommandTerm = (command: Command) =>
  withDir.has(command.name()) ? `${command.name()} [目录]` : command.name();
const styleTitle = (title: string) => titles[title] ?? title;
const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Options:': '选项:',
  'Commands:': '命令:',
};

const complaint = ({ code }: CommanderError, args: readonly string[]): string => {
  const typed = args.join(' ');
  if (code === 'commander.help')
    return `要写一个命令,例如 qunyun ${args[0] === 'redis' ? 'redis get' : 'check'}。全部命令:qunyun --help`;
  const hint = nearest(args[0] ?? '', [...withDir, 'export', 'doctor', 'redis']);
  const meant = hint && hint !== args[0] ? `是不是想写 qunyun ${hint}?` : '';
  return `看不懂「qunyun ${typed}」。${meant}全部命令:qunyun --help`;
};
