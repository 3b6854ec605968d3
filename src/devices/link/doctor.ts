/** What stands between Beltline and a sensor, from the facts of the system: pure, so that every case can be tested. */
import type { AdapterState } from './radio.ts';
import type { NobleName } from './radio-process/noble.ts';

export interface AdapterFacts {
  /** `hci0` */
  readonly name: string;
  /** Switched off by software, or by a key or switch; `null` if the system does not say. */
  readonly blocked: 'soft' | 'hard' | 'no' | null;
}

export interface LinuxFacts {
  /** The kernel has Bluetooth: its module is there. */
  readonly hasBluetooth: boolean;
  readonly adapters: readonly AdapterFacts[];
  /** The process may use raw sockets: CAP_NET_RAW, as root has it. */
  readonly mayUseRaw: boolean;
  /** The Bluetooth service of the system runs. */
  readonly bluetoothdRuns: boolean;
  readonly inContainer: boolean;
}

/** How loading noble went, in a process of its own. */
export interface NobleFacts {
  readonly name: NobleName;
  /** `null`: it loads. */
  readonly error: string | null;
}

export interface DoctorFacts {
  /** `20.19.1` */
  readonly node: string;
  readonly nodeProgram: string;
  readonly platform: NodeJS.Platform;
  /** `null` on other systems. */
  readonly linux: LinuxFacts | null;
  readonly noble: NobleFacts;
  /** The adapter as noble sees it; `null`: not asked. */
  readonly adapter: AdapterState | null;
  /** What noble last complained of while it was asked; `null`: of nothing. */
  readonly complaint: string | null;
}

export interface Finding {
  readonly severity: 'ok' | 'note' | 'problem';
  /** What is so, one sentence. */
  readonly what: string;
  /** Where: a file, a program, a part of the system. */
  readonly where: string;
  /** What to do; `null` where nothing is to be done. */
  readonly cure: string | null;
}

/** Oldest Node that is supported. */
const NODE_LEAST: readonly [number, number] = [20, 19];

const ok = (what: string, where: string): Finding => ({ severity: 'ok', what, where, cure: null });
const note = (what: string, where: string, cure: string | null): Finding => ({
  severity: 'note',
  what,
  where,
  cure,
});
const problem = (what: string, where: string, cure: string): Finding => ({
  severity: 'problem',
  what,
  where,
  cure,
});

const node = ({ node: version, nodeProgram }: DoctorFacts): Finding => {
  const [major, minor] = version.split('.').map(Number);
  const recent = major > NODE_LEAST[0] || (major === NODE_LEAST[0] && minor >= NODE_LEAST[1]);
  return recent
    ? ok(`Node ${version} is recent enough.`, nodeProgram)
    : problem(`Node ${version} is too old.`, nodeProgram, `Install Node ${NODE_LEAST.join('.')} or newer.`);
};

const kernel = (linux: LinuxFacts): Finding =>
  linux.hasBluetooth
    ? ok('The kernel has Bluetooth.', 'kernel')
    : problem(
        'The kernel has no Bluetooth.',
        '/sys/class/bluetooth',
        linux.inContainer
          ? 'Run Beltline outside the container, on a system whose kernel has Bluetooth.'
          : 'Plug an adapter in, then run `sudo modprobe bluetooth btusb`.',
      );

const adapters = (linux: LinuxFacts): Finding =>
  linux.adapters.length > 0
    ? ok(`There is an adapter: ${linux.adapters.map(({ name }) => name).join(', ')}.`, '/sys/class/bluetooth')
    : problem(
        'There is no Bluetooth adapter.',
        '/sys/class/bluetooth',
        'Plug a Bluetooth LE adapter in (4.2 or newer), or switch the built-in one on in the firmware set-up. ' +
          'In a virtual machine, pass the adapter through to it.',
      );

const BLOCK_CURE = {
  soft: 'Run `rfkill unblock bluetooth`.',
  hard: 'Switch it on with the key or switch of the computer, or in its firmware set-up.',
};

const blocks = (linux: LinuxFacts): Finding[] =>
  linux.adapters.flatMap(({ name, blocked }) =>
    blocked === 'soft' || blocked === 'hard'
      ? [problem(`The adapter ${name} is blocked (${blocked}).`, 'rfkill', BLOCK_CURE[blocked])]
      : [],
  );

const permission = (linux: LinuxFacts, nodeProgram: string): Finding =>
  linux.mayUseRaw
    ? ok('Beltline may use raw Bluetooth sockets.', 'CAP_NET_RAW')
    : problem(
        'Beltline may not use raw Bluetooth sockets.',
        'CAP_NET_RAW',
        `Run \`sudo setcap cap_net_raw+eip ${nodeProgram}\` once for this Node. ` +
          'Every program that this Node runs may use raw sockets then.',
      );

const service = (linux: LinuxFacts): Finding[] =>
  linux.bluetoothdRuns
    ? [
        note(
          'The Bluetooth service runs beside Beltline. It may end a scan, or connect to the sensor itself.',
          'bluetoothd',
          'If links fail, remove the sensor from the paired devices of the system, or run ' +
            '`sudo systemctl stop bluetooth && sudo btmgmt power on`.',
        ),
      ]
    : [];

/** The native part of noble on Linux, by package. */
const NATIVE: Readonly<Record<NobleName, string>> = {
  '@abandonware/noble': '@abandonware/bluetooth-hci-socket',
  '@stoprocent/noble': '@stoprocent/bluetooth-hci-socket',
};

/** The system has no sockets for Bluetooth, or the container none of its own. */
const NO_SOCKETS = /EAFNOSUPPORT/;

/** What errors of loading noble mean. The first that fits counts. */
const loadingCure = (facts: DoctorFacts, error: string): string => {
  const { name } = facts.noble;
  const build = `npm rebuild --ignore-scripts=false ${NATIVE[name]}`;
  const tools = 'It needs a C++ compiler, make and python3.';
  if (NO_SOCKETS.test(error))
    return facts.linux !== null && facts.linux.inContainer
      ? 'Bluetooth sockets exist in the network of the host only: run the container with `--network=host --cap-add=NET_RAW`.'
      : 'The kernel has no Bluetooth sockets: plug an adapter in, then run `sudo modprobe bluetooth`.';
  if (/NODE_MODULE_VERSION|was compiled against/.test(error))
    return `It was built for another Node. Run \`${build}\`. ${tools}`;
  if (new RegExp(`'${name}'`).test(error)) return `Run \`npm install ${name}\`.`;
  if (/Cannot find module|No native build|bindings file/i.test(error))
    return `It has to be built once: run \`${build}\`. ${tools}`;
  return `Run \`${build}\`, and report the message if that does not help.`;
};

const loading = (facts: DoctorFacts): Finding => {
  const { name, error } = facts.noble;
  return error === null
    ? ok(`${name} loads.`, name)
    : problem(`${name} does not load: ${error}`, name, loadingCure(facts, error));
};

const unauthorised = ({ platform, nodeProgram }: DoctorFacts): string =>
  platform === 'darwin'
    ? 'Allow Bluetooth for the terminal in System Settings, Privacy & Security, Bluetooth.'
    : `Run \`sudo setcap cap_net_raw+eip ${nodeProgram}\` once for this Node.`;

const seen = (facts: DoctorFacts): Finding[] => {
  const where = facts.noble.name;
  switch (facts.adapter) {
    case null:
      return [];
    case 'on':
      return [ok('The adapter is on.', where)];
    case 'off':
      return [
        problem(
          'The adapter is off.',
          where,
          facts.platform === 'linux' ? 'Run `sudo btmgmt power on`.' : 'Switch Bluetooth on.',
        ),
      ];
    case 'unauthorised':
      return [problem('The system does not let Beltline at the adapter.', where, unauthorised(facts))];
    default:
      return [
        problem(
          `The adapter does not answer${facts.complaint === null ? '' : ` (${facts.complaint})`}.`,
          where,
          'Unplug the adapter and plug it in again, or restart.',
        ),
      ];
  }
};

const untested = ({ platform }: DoctorFacts): Finding[] =>
  platform === 'linux' || platform === 'darwin'
    ? []
    : [note(`Beltline has not been tried on ${platform}.`, 'system', null)];

/** The kernel has no Bluetooth, and for that reason alone noble does not load: one cause, one cure. */
const kernelKeepsNobleOut = ({ linux, noble }: DoctorFacts): boolean =>
  linux !== null && !linux.hasBluetooth && noble.error !== null && NO_SOCKETS.test(noble.error);

/** What noble says of the adapter is worth a word only where nothing before explains it. */
const unexplained = (before: readonly Finding[], facts: DoctorFacts): Finding[] =>
  facts.adapter !== 'on' && before.some(({ severity }) => severity === 'problem') ? [] : seen(facts);

/**
 * Findings in the order in which things depend on each other: mend the first problem first. What only follows from
 * another problem is not told: its cure is that of its cause, and once that is mended the doctor looks again.
 */
export const diagnose = (facts: DoctorFacts): readonly Finding[] => {
  const { linux } = facts;
  const system =
    linux === null
      ? []
      : [
          kernel(linux),
          ...(linux.hasBluetooth ? [adapters(linux)] : []),
          ...blocks(linux),
          permission(linux, facts.nodeProgram),
          ...service(linux),
        ];
  const loads = kernelKeepsNobleOut(facts) ? [] : [loading(facts)];
  return [node(facts), ...untested(facts), ...system, ...loads, ...unexplained([...system, ...loads], facts)];
};
