import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { endByForce, inOwnGroup } from './groups.ts';

/** A program of ours that keeps running until it is stopped. */
export interface Service {
	readonly name: string;
	readonly pid: number;
	/** settles when it has ended, for whatever reason */
	readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
	hasEnded(): boolean;
	/** the end of what it printed */
	log(): string;
	/** asks it to end, and ends it by force when it does not in time */
	stop(): Promise<void>;
}

export interface ServiceOptions {
	name: string;
	file: string;
	arguments: string[];
	cwd?: string;
	environment?: NodeJS.ProcessEnv;
	uid?: number;
	gid?: number;
	/** its output goes to this file, which a start empties */
	logFile: string;
	stopSignal?: NodeJS.Signals;
	stopTimeoutMs?: number;
}

const logTailCharacters = 20_000;

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches this script alone and it can stop its
 * programs in their order. Throws when it cannot be started.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
	const logDescriptor = openSync(options.logFile, 'w');
	const child = spawn(options.file, options.arguments, {
		detached: inOwnGroup,
		stdio: ['ignore', logDescriptor, logDescriptor],
		...(options.cwd === undefined ? {} : { cwd: options.cwd }),
		...(options.environment === undefined ? {} : { env: options.environment }),
		...(options.uid === undefined ? {} : { uid: options.uid }),
		...(options.gid === undefined ? {} : { gid: options.gid }),
	});
	closeSync(logDescriptor);
	const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
		child.once('exit', (code, signal) => resolve({ code, signal }));
	});
	const pid = await started(child, options.name);
	const endNow = () => endByForce(pid);
	// A last resort, for a script that ends without having stopped its programs.
	process.once('exit', endNow);
	void ended.then(() => process.off('exit', endNow));
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	return {
		name: options.name,
		pid,
		ended,
		hasEnded,
		log: () => readFileSync(options.logFile, 'utf8').slice(-logTailCharacters),
		async stop() {
			if (hasEnded()) return;
			child.kill(options.stopSignal ?? 'SIGTERM');
			const timer = setTimeout(endNow, options.stopTimeoutMs ?? 10_000);
			await ended;
			clearTimeout(timer);
		},
	};
}

function started(child: ChildProcess, name: string): Promise<number> {
	return new Promise((resolve, reject) => {
		child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)));
		child.once('spawn', () => {
			if (child.pid !== undefined) resolve(child.pid);
		});
	});
}
