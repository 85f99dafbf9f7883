import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DirectusProject } from '../../scripts/directus/environment.ts';
import {
	makeProjectFolder,
	runDirectusCommand,
	startDirectus,
	type DirectusServer,
} from '../../scripts/directus/server.ts';
import { extensionsFolder } from '../../scripts/paths.ts';
import { freePort } from '../../scripts/process/ports.ts';
import type { CommandResult } from '../../scripts/process/run-command.ts';
import {
	providerEnvironment,
	sandboxEnvironment,
	startSandbox,
	type Sandbox,
} from '../../scripts/sandbox.ts';
import {
	adminEmail,
	adminPassword,
	adminToken,
	createBootstrappedDatabase,
} from './bootstrapped-database.ts';
import type { TestDatabase, TestDatabaseKind } from './database.ts';

export { adminEmail, adminPassword, adminToken };

export interface TestServerOptions {
	kind?: TestDatabaseKind;
	/** start the sandbox and point the providers at it; default true */
	sandbox?: boolean;
	/**
	 * serve the Studio; default false. At every start, a command's too, Directus bundles the extensions' app anew, which is a
	 * third of what the start costs.
	 */
	studio?: boolean;
	/** settings of the sandbox */
	sandboxEnvironment?: NodeJS.ProcessEnv;
	/** settings of Directus and Kilowatch */
	environment?: NodeJS.ProcessEnv;
	/** default: the repository's `extensions/` with the built bundle */
	extensionsPath?: string;
	/** runs between Directus' bootstrap and its first start, at which Kilowatch is installed */
	beforeStart?: (project: DirectusProject, database: TestDatabase) => Promise<void>;
}

/** A Directus of a suite's own, with database and sandbox. */
export interface TestServer {
	url: string;
	database: TestDatabase;
	sandbox: Sandbox | undefined;
	project: DirectusProject;
	directus: DirectusServer;
	/** asks `path` as the admin, or as who holds `token`; null: as nobody */
	request(path: string, options?: RequestOptions): Promise<Response>;
	/** one of Directus' or Kilowatch's commands on the same project */
	command(commandArguments: string[]): Promise<CommandResult>;
	/** a further Directus process on the same project, behind a port of its own; it ends with the server at the latest */
	startAnother(): Promise<DirectusServer>;
	/** ends Directus and starts it again on the same database, with changed settings if given */
	restart(environment?: NodeJS.ProcessEnv): Promise<void>;
	stop(): Promise<void>;
}

export interface RequestOptions {
	method?: string;
	/** sent as JSON */
	body?: unknown;
	token?: string | null;
	headers?: Record<string, string>;
	redirect?: 'follow' | 'manual';
}

/** Starts everything a suite needs, on free ports and a database of its own; `stop` leaves nothing behind. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-directus-'));
	const database = await createBootstrappedDatabase(
		options.extensionsPath === undefined ? 'bundle' : 'none',
		options.kind,
	);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	let sandbox: Sandbox | undefined;
	let directus: DirectusServer | undefined;
	const others: DirectusServer[] = [];
	const stop = async () => {
		await directus?.stop();
		for (const other of others) await other.stop();
		await sandbox?.stop();
		await database.drop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		if (options.sandbox !== false) {
			sandbox = await startSandbox({
				port: await freePort(),
				logFile: path.join(folder, 'sandbox.log'),
				environment: { ...sandboxEnvironment({ directusUrl: url }), ...options.sandboxEnvironment },
			});
		}
		const project: DirectusProject = {
			folder: path.join(folder, 'project'),
			database: database.connection,
			port,
			extensionsPath: options.extensionsPath ?? extensionsFolder,
			environment: {
				SECRET: 'kilowatch-test-secret-of-32-characters',
				ADMIN_EMAIL: adminEmail,
				ADMIN_PASSWORD: adminPassword,
				ADMIN_TOKEN: adminToken,
				IOT_ENCRYPTION_KEY: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
				// A busy test machine must not be answered with 503.
				PRESSURE_LIMITER_ENABLED: 'false',
				SERVE_APP: String(options.studio ?? false),
				...(sandbox === undefined ? {} : providerEnvironment(sandbox.url)),
				...options.environment,
			},
		};
		const start = () => startDirectus(project, { logFile: path.join(folder, 'directus.log') });
		await makeProjectFolder(project);
		await options.beforeStart?.(project, database);
		directus = await start();
		const server: TestServer = {
			url,
			database,
			sandbox,
			project,
			directus,
			request: (requestPath, requestOptions = {}) => request(`${url}${requestPath}`, requestOptions),
			command: (commandArguments) => runDirectusCommand(project, commandArguments),
			async startAnother() {
				const logFile = path.join(folder, `directus-${others.length + 2}.log`);
				const other = await startDirectus({ ...project, port: await freePort() }, { logFile });
				others.push(other);

				return other;
			},
			async restart(environment) {
				await directus?.stop();
				project.environment = { ...project.environment, ...environment };
				directus = await start();
				server.directus = directus;
			},
			stop,
		};
		return server;
	} catch (error) {
		await stop();
		throw error;
	}
}

function request(url: string, options: RequestOptions): Promise<Response> {
	const token = options.token === undefined ? adminToken : options.token;
	return fetch(url, {
		method: options.method ?? 'GET',
		headers: {
			// A connection kept alive may be closed by a busy server just when it is used again.
			Connection: 'close',
			...(token === null ? {} : { Authorization: `Bearer ${token}` }),
			...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...options.headers,
		},
		...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
		redirect: options.redirect ?? 'follow',
	});
}
