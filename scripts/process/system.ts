import { stat } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';

export interface Account {
	uid: number;
	gid: number;
}

/** Lets the system's own programs, such as chroot and debootstrap, be found: a shell's PATH need not name their folders. */
export function findSystemPrograms(): void {
	process.env.PATH = [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(path.delimiter);
}

export function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/**
 * The account that a server runs under when this script runs as root, as PostgreSQL refuses to run as root:
 * `postgres` where the machine has it, else `nobody`.
 */
export async function unprivilegedAccount(): Promise<Account> {
	for (const name of ['postgres', 'nobody']) {
		const { code, output } = await runCommand('id', [name]);
		const account = code === 0 ? parseAccount(output) : undefined;
		if (account !== undefined) return account;
	}
	return { uid: 65534, gid: 65534 };
}

/** Reads what `id NAME` prints. */
export function parseAccount(text: string): Account | undefined {
	const match = /uid=(\d+).*?gid=(\d+)/.exec(text);
	return match === null ? undefined : { uid: Number(match[1]), gid: Number(match[2]) };
}

/** Whether an account may walk down to this folder; root's home, for one, is closed to others. */
export async function mayReach(account: Account, folder: string): Promise<boolean> {
	for (let current = path.resolve(folder); ; current = path.dirname(current)) {
		const { uid, gid, mode } = await stat(current);
		const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
		if ((mode & bit) === 0) return false;
		if (current === path.dirname(current)) return true;
	}
}
