import { existsSync } from 'node:fs';
import { runCommand } from '../process/run-command.ts';
import { isRoot } from '../process/system.ts';

/** Whether packages of the distribution can be installed here: Debian or Ubuntu, as root. */
export function mayInstallPackages(): boolean {
	return isRoot() && existsSync('/usr/bin/apt-get');
}

/** Installs a package of the distribution; whether that went well shows in what it brings. */
export async function installPackage(name: string): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update'], { env, timeoutMs: 300_000 });
	await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', name], {
		env,
		timeoutMs: 600_000,
	});
}
