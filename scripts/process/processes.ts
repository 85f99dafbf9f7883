import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.ts';
import { waitUntil } from './wait-until.ts';

/** Whether the process of this number is the one meant: it runs, and its command line holds every one of the words. */
export async function isProcess(pid: number, words: string[]): Promise<boolean> {
	const commandLine = await readCommandLine(pid);
	return commandLine !== '' && words.every((word) => commandLine.includes(word));
}

/** Asks a process that is not our child to end, by force when it does not in time. */
export async function stopProcess(
	pid: number,
	{ signal, timeoutMs }: { signal: NodeJS.Signals; timeoutMs: number },
): Promise<void> {
	const ended = (limitMs: number) =>
		waitUntil(async () => ((await readCommandLine(pid)) === '' ? true : undefined), {
			timeoutMs: limitMs,
			intervalMs: 50,
			onTimeout: () => new Error(`Process ${pid} does not end.`),
		});
	process.kill(pid, signal);
	try {
		await ended(timeoutMs);
	} catch {
		process.kill(pid, 'SIGKILL');
		await ended(5000);
	}
}

/** Empty for a process that has ended, be it that nobody has taken note of its end yet. */
async function readCommandLine(pid: number): Promise<string> {
	if (process.platform === 'linux') {
		const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
		return text.replaceAll('\0', ' ').trim();
	}
	const { code, output } = await runCommand('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
	return code === 0 ? output.trim() : '';
}
