import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isProcess, stopProcess } from '../process/processes.ts';

/** What is written down while it runs, so that a second start refuses and one after a kill can tidy up. */
interface RunningNote {
	pid: number;
	services: { name: string; pid: number }[];
}

/** What a service's command line holds, by which it is recognised, and how it is asked to end. */
const services: Record<string, { words: string[]; signal: NodeJS.Signals }> = {
	directus: { words: ['cli/run.js', 'start'], signal: 'SIGTERM' },
	sandbox: { words: ['sandbox/src/main.ts'], signal: 'SIGTERM' },
	database: { words: ['postgres', '-D'], signal: 'SIGINT' },
};

/** The process that runs Kilowatch from this folder at this moment. */
export async function findRunning(folder: string): Promise<number | undefined> {
	const note = await readNote(folder);
	return note !== undefined && note.pid !== process.pid && (await isProcess(note.pid, ['scripts/start.ts']))
		? note.pid
		: undefined;
}

/** Ends the services that a killed start has left behind, in the opposite order of their start. */
export async function stopLeftBehind(folder: string): Promise<void> {
	const note = await readNote(folder);
	for (const { name, pid } of note?.services.toReversed() ?? []) {
		const service = services[name];
		if (service !== undefined && (await isProcess(pid, service.words))) {
			await stopProcess(pid, { signal: service.signal, timeoutMs: 10_000 });
		}
	}
}

export async function noteRunning(folder: string, running: { name: string; pid: number }[]): Promise<void> {
	const note: RunningNote = {
		pid: process.pid,
		services: running.map(({ name, pid }) => ({ name, pid })),
	};
	await mkdir(folder, { recursive: true });
	await writeFile(noteFile(folder), JSON.stringify(note));
}

export async function noteStopped(folder: string): Promise<void> {
	await rm(noteFile(folder), { force: true });
}

function noteFile(folder: string): string {
	return path.join(folder, 'running.json');
}

async function readNote(folder: string): Promise<RunningNote | undefined> {
	if (!existsSync(noteFile(folder))) return undefined;
	try {
		return JSON.parse(await readFile(noteFile(folder), 'utf8')) as RunningNote;
	} catch {
		// A kill in the middle of writing leaves half a note; nothing can be read from it.
		return undefined;
	}
}
