import { spawn, type SpawnOptions } from 'node:child_process';
import { endByForce, inOwnGroup } from './groups.ts';

export interface CommandResult {
	code: number | null;
	/** what it printed, both streams in order */
	output: string;
}

export interface CommandOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
	timeoutMs?: number;
	/** what is written to its standard input */
	input?: string;
	/** called with each piece of output as it comes */
	onOutput?: (text: string) => void;
}

/**
 * Runs a program to its end and keeps what it printed. A program that cannot be started, or is ended by the time
 * limit, has the code `null` and the reason in its output.
 */
export function runCommand(
	file: string,
	commandArguments: string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	const { timeoutMs, input, onOutput, ...spawnOptions } = options;
	return new Promise((resolve) => {
		const child = spawn(file, commandArguments, {
			...spawnOptions,
			detached: inOwnGroup,
			stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
		});
		let output = '';
		const keep = (data: Buffer) => {
			const text = data.toString();
			output += text;
			onOutput?.(text);
		};
		child.stdout?.on('data', keep);
		child.stderr?.on('data', keep);
		child.stdin?.end(input);
		let timedOut = false;
		const endGroup = () => {
			if (child.pid === undefined) return;
			endByForce(child.pid);
		};
		const timer =
			timeoutMs === undefined
				? undefined
				: setTimeout(() => {
						timedOut = true;
						endGroup();
					}, timeoutMs);
		// The children of an interrupted script must not outlive it.
		process.once('exit', endGroup);
		const finish = (code: number | null, note: string) => {
			clearTimeout(timer);
			process.off('exit', endGroup);
			resolve({ code, output: output + note });
		};
		child.once('error', (error) => finish(null, `${file}: ${error.message}`));
		child.once('close', (code) =>
			finish(
				timedOut ? null : code,
				timedOut ? `\n${file} took longer than ${(timeoutMs ?? 0) / 1000} s` : '',
			),
		);
	});
}
