import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isProcess, stopProcess } from '../process/processes.ts';
import { runCommand } from '../process/run-command.ts';
import { startService, type Service } from '../process/service.ts';
import { waitUntil } from '../process/wait-until.ts';
import { ensureDatabase, withClient, type DatabaseConnection } from './connection.ts';

/** PostgreSQL's programs on this machine, and what they need to run. */
export interface PostgresPrograms {
	/** the command line that runs one of them */
	command(program: 'initdb' | 'postgres', programArguments: string[]): { file: string; arguments: string[] };
	/** how they name a path of this machine */
	seen(hostPath: string): string;
	/** who owns the data; undefined: who runs this script */
	owner?: { uid: number; gid: number };
	/** whether this script is to change to the owner itself before it runs them */
	changeToOwner: boolean;
	/** settings they need, as postgresql.conf names them */
	settings: Record<string, string>;
}

export interface ClusterOptions {
	name: string;
	programs: PostgresPrograms;
	/** the cluster's files; made where missing */
	dataFolder: string;
	/** keeps the password and the log */
	folder: string;
	port: number;
	/** false: quicker, and a power cut may break the data; for tests */
	durable: boolean;
}

export interface Cluster {
	connection: DatabaseConnection;
	service: Service;
}

const userName = 'kilowatch';
const databaseName = 'kilowatch';

/**
 * Starts a PostgreSQL server on the loopback address, making its data first where there is none. Data of an earlier
 * run is kept, and a server that an ended run left behind is stopped. Throws with the server's own last words.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const { name, programs, dataFolder, folder, port } = options;
	const passwordFile = path.join(folder, `${name}-password`);
	await mkdir(folder, { recursive: true });
	if (!(await exists(path.join(dataFolder, 'PG_VERSION')))) await makeData(options, passwordFile);
	else await stopOldServer(dataFolder);
	const password = (await readFile(passwordFile, 'utf8')).trim();

	const command = programs.command('postgres', [
		'-D',
		programs.seen(dataFolder),
		...Object.entries(settings(options)).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
	]);
	const service = await startService({
		name,
		file: command.file,
		arguments: command.arguments,
		...asOwner(programs),
		cwd: '/',
		logFile: path.join(folder, `${name}.log`),
		// A fast stop: clients are sent away, the data is left whole.
		stopSignal: 'SIGINT',
		stopTimeoutMs: 20_000,
	});
	const connection = { host: '127.0.0.1', port, user: userName, password, database: databaseName };
	try {
		await waitForServer(service, { ...connection, database: 'postgres' });
		await ensureDatabase(connection);
	} catch (error) {
		await service.stop();
		throw error;
	}
	return { connection, service };
}

function settings(options: ClusterOptions): Record<string, string> {
	return {
		port: String(options.port),
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: '200',
		shared_buffers: '256MB',
		log_timezone: 'UTC',
		timezone: 'UTC',
		...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
		...options.programs.settings,
	};
}

function asOwner(programs: PostgresPrograms): { uid?: number; gid?: number } {
	return programs.owner !== undefined && programs.changeToOwner ? programs.owner : {};
}

async function makeData(options: ClusterOptions, passwordFile: string): Promise<void> {
	const { programs, dataFolder, name } = options;
	// What an interrupted start left is no data yet.
	await rm(dataFolder, { recursive: true, force: true });
	await mkdir(dataFolder, { recursive: true, mode: 0o700 });
	const password = randomBytes(18).toString('base64url');
	const passwordForInit = `${dataFolder}.password`;
	await writeFile(passwordForInit, password, { mode: 0o600 });
	if (programs.owner !== undefined) {
		await chown(dataFolder, programs.owner.uid, programs.owner.gid);
		await chown(passwordForInit, programs.owner.uid, programs.owner.gid);
	}
	const command = programs.command('initdb', [
		'-D',
		programs.seen(dataFolder),
		'-U',
		userName,
		'--auth=scram-sha-256',
		`--pwfile=${programs.seen(passwordForInit)}`,
		'--encoding=UTF8',
		'--locale=C.UTF-8',
		...(options.durable ? [] : ['--no-sync']),
	]);
	// The password is kept before the data exists: data without its password would be lost.
	await writeFile(passwordFile, password, { mode: 0o600 });
	const result = await runCommand(command.file, command.arguments, {
		...asOwner(programs),
		cwd: '/',
		timeoutMs: 120_000,
	});
	await rm(passwordForInit, { force: true });
	if (result.code !== 0) {
		await rm(dataFolder, { recursive: true, force: true });
		throw new Error(`PostgreSQL could not make its data (${name}): ${result.output.trim()}`);
	}
}

/**
 * After a kill, the server of this data may still run without its parent, or its lock file may name a process that is another one
 * now: the first is stopped, the file removed.
 */
export async function stopOldServer(dataFolder: string): Promise<void> {
	const lockFile = path.join(dataFolder, 'postmaster.pid');
	const text = await readFile(lockFile, 'utf8').catch(() => undefined);
	if (text === undefined) return;
	const [pidText = '', seenDataFolder = ''] = text.split('\n');
	const pid = Number.parseInt(pidText, 10);
	if (Number.isInteger(pid) && (await isProcess(pid, ['postgres', '-D', seenDataFolder]))) {
		await stopProcess(pid, { signal: 'SIGINT', timeoutMs: 20_000 });
	}
	await rm(lockFile, { force: true });
}

async function waitForServer(service: Service, connection: DatabaseConnection): Promise<void> {
	let lastError: unknown;
	await waitUntil(
		async () => {
			if (service.hasEnded()) throw new Error(`PostgreSQL ended at its start:\n${service.log()}`);
			return withClient(connection, async () => Promise.resolve(true)).catch((error: unknown) => {
				lastError = error;
				return undefined;
			});
		},
		{
			timeoutMs: 60_000,
			intervalMs: 100,
			onTimeout: () =>
				new Error(`PostgreSQL did not answer within a minute (${String(lastError)}):\n${service.log()}`),
		},
	);
}

function exists(file: string): Promise<boolean> {
	return readFile(file).then(
		() => true,
		() => false,
	);
}
