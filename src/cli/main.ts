#!/usr/bin/env node
/** `beltline`: reads the command line. Each command loads its own code only when it is used. */
import { Command, CommanderError } from 'commander';
import { registerAnalyze } from './commands/analyze.ts';
import { registerDemo } from './commands/demo.ts';
import { registerInflux } from './commands/influx.ts';
import { registerNotify } from './commands/notify.ts';
import { registerOrient } from './commands/orient.ts';
import { registerLinks } from './commands/links.ts';
import { registerHistory } from './commands/history.ts';
import { registerExport } from './commands/export.ts';
import { registerRadio } from './commands/radio.ts';
import { registerReplay } from './commands/replay.ts';
import { registerRun } from './commands/run.ts';
import { EXIT, report } from './errors.ts';
import { quietOnClosedPipe } from './output.ts';
import { version } from './version.ts';

const program = new Command('beltline')
  .description('Watches the lower back and the bar speed of a lifter from one sensor on the belt line.')
  .version(version, '-V, --version', 'print the version')
  .helpOption('-h, --help', 'show this help')
  .helpCommand(false)
  .configureHelp({ helpWidth: 80 })
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong use or unreadable input.\n' +
      'Help on one command: beltline analyze --help',
  )
  .exitOverride();

registerRun(program);
registerReplay(program);
registerExport(program);
registerHistory(program);
registerLinks(program);
registerRadio(program);
registerInflux(program);
registerNotify(program);
registerAnalyze(program);
registerOrient(program);
registerDemo(program);

quietOnClosedPipe();
try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own message by now; help and version come here too, with code 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  else process.exitCode = report(error);
}
