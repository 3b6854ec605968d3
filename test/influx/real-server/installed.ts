/** Whether this machine has the servers. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = ['influxd', 'nginx'];
/** nginx lives in /usr/sbin, which is on few users' path. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

const installed = (command: string): boolean =>
  FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** What is missing and how to get it, in words; `null` if nothing is. */
export const lackingServers = (): string | null => {
  const lacking = COMMANDS.filter((command) => !installed(command));
  if (lacking.length === 0) return null;
  return `needs ${lacking.join(' and ')} (Debian: apt-get install influxdb nginx-light)`;
};
