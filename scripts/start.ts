/** `npm start`: bundle, database, sandbox, Directus, demo portfolio; keeps running until Ctrl-C. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildBundle } from './build.ts';
import { isDatabaseGiven } from './database/given.ts';
import { provideDatabase } from './database/provide.ts';
import { fillPortfolio } from './demo/fill-portfolio.ts';
import type { DirectusProject } from './directus/environment.ts';
import { prepareProject, runDirectusCommand, startDirectus } from './directus/server.ts';
import { extensionsFolder, keptFolder } from './paths.ts';
import { isPortFree } from './process/ports.ts';
import { Unavailable } from './process/unavailable.ts';
import { demoLimits, providerEnvironment, sandboxEnvironment, startSandbox } from './sandbox.ts';
import { busyPortSentence, readStartOptions, usage, UsageError, type StartOptions } from './start/options.ts';
import { removeKept } from './start/reset.ts';
import { findRunning, noteRunning, noteStopped, stopLeftBehind } from './start/running.ts';
import { readSecrets } from './start/secrets.ts';

/** What runs, in the order of its start; stopped in the opposite order. */
const started: { name: string; pid: number | null; stop: () => Promise<void> }[] = [];
let stopping: Promise<void> | undefined;
/** Whether the note of what runs is ours; another one's stays. */
let isNoted = false;

const log = (sentence: string) => console.log(sentence);

/** The demo listens on the loopback address only, so its login may be an easy one. */
const adminEmail = process.env.ADMIN_EMAIL || 'admin@example.com';
const adminPassword = process.env.ADMIN_PASSWORD || 'kilowatch';

async function main(): Promise<void> {
	const options = readStartOptions(process.argv.slice(2), process.env);
	if (options.help) {
		log(usage);
		return;
	}
	const running = await findRunning(keptFolder);
	if (running !== undefined) {
		throw new UsageError(
			`Kilowatch is running from this folder already (process ${running}); stop it first, by Ctrl-C there or "kill ${running}".`,
		);
	}
	await stopLeftBehind(keptFolder);
	if (options.reset) {
		await removeKept(keptFolder);
		log('What was kept is removed; "npm start" begins anew.');
		if (isDatabaseGiven(process.env)) log('The database that DB_* names is left as it is.');
		return;
	}
	stopOnSignals();
	await run(options);
}

async function run(options: StartOptions): Promise<void> {
	await noteRunning(keptFolder, []);
	isNoted = true;
	const isGiven =
		options.database === 'given' || (options.database === undefined && isDatabaseGiven(process.env));
	await checkPorts(options, isGiven);
	await buildBundle(log);

	log('Starting the database.');
	const database = await provideDatabase({
		kind: options.database,
		folder: keptFolder,
		port: options.databasePort,
		log,
	});
	await remember('database', database);

	const directusUrl = `http://127.0.0.1:${options.port}`;
	const isSandboxUsed = !process.env.LINKY_ENEDIS_CLIENT_ID;
	let sandboxUrl: string | undefined;
	if (isSandboxUsed) {
		log(
			'Starting the sandbox, which plays the grid operator. Its limits are raised for the demo: the real one takes 5 calls a second and 1,000 an hour.',
		);
		const sandbox = await startSandbox({
			port: options.sandboxPort,
			logFile: path.join(keptFolder, 'sandbox.log'),
			environment: {
				...sandboxEnvironment({ directusUrl }),
				...demoLimits.sandbox,
				KILOWATCH_SANDBOX_STATE: path.join(keptFolder, 'sandbox.json'),
			},
		});
		await remember('sandbox', sandbox);
		sandboxUrl = sandbox.url;
	}

	const secrets = await readSecrets(keptFolder);
	const project: DirectusProject = {
		folder: path.join(keptFolder, 'project'),
		database: database.connection,
		port: options.port,
		extensionsPath: extensionsFolder,
		environment: {
			SECRET: secrets.secret,
			IOT_ENCRYPTION_KEY: secrets.encryptionKey,
			PROJECT_NAME: 'Kilowatch',
			...(sandboxUrl === undefined ? {} : { ...providerEnvironment(sandboxUrl), ...demoLimits.directus }),
			...ownSettings(process.env, isGiven),
			ADMIN_EMAIL: adminEmail,
			ADMIN_PASSWORD: adminPassword,
		},
	};
	log('Preparing Directus.');
	await prepareProject(project);
	log('Starting Directus.');
	const directus = await startDirectus(project, { logFile: path.join(keptFolder, 'directus.log') });
	await remember('directus', directus);

	await setUpOnce(project);

	if (sandboxUrl !== undefined && options.demoBuildings > 0) {
		await fillPortfolio({
			unfinishedNote: path.join(keptFolder, 'portfolio-unfinished'),
			directusUrl,
			sandboxUrl,
			email: adminEmail,
			password: adminPassword,
			buildings: options.demoBuildings,
			log,
			onReady: () => log(welcome(directusUrl, sandboxUrl, database.kind)),
			isStopping: () => stopping !== undefined,
		});
	} else {
		log(welcome(directusUrl, sandboxUrl, database.kind));
	}
}

/** Enables the module in a database that this was not done in yet; who disables it later has the last word. */
async function setUpOnce(project: DirectusProject): Promise<void> {
	const { host, port, database } = project.database;
	const place = `${host}:${port}/${database}\n`;
	const noteFile = path.join(keptFolder, 'set-up');
	if ((await readFile(noteFile, 'utf8').catch(() => '')) === place) return;
	const { code, output } = await runDirectusCommand(project, ['kilowatch:setup']);
	if (code !== 0) throw new Error(`kilowatch:setup failed:\n${output}`);
	await writeFile(noteFile, place);
}

/** What the person's own environment sets for Directus and Kilowatch; addresses and ports are this script's. */
function ownSettings(environment: NodeJS.ProcessEnv, isDatabaseGivenNow: boolean): NodeJS.ProcessEnv {
	const isOurs = (name: string) =>
		['HOST', 'PORT', 'CONFIG_PATH', 'EXTENSIONS_PATH'].includes(name) ||
		(name.startsWith('DB_') && !isDatabaseGivenNow);
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !isOurs(name)));
}

async function checkPorts(options: StartOptions, isGiven: boolean): Promise<void> {
	const ports: [number, string, string][] = [
		[options.port, 'Directus', '--port'],
		[options.sandboxPort, 'the sandbox', '--sandbox-port'],
	];
	if (!isGiven) ports.push([options.databasePort, 'the database', '--database-port']);
	for (const [port, purpose, flag] of ports) {
		if (!(await isPortFree(port))) throw new UsageError(busyPortSentence(port, purpose, flag));
	}
}

/** Writes down what runs, and ends everything when it ends by itself. */
async function remember(
	name: string,
	service: { pid: number | null; ended: Promise<unknown>; stop: () => Promise<void>; log?: () => string },
): Promise<void> {
	started.push({ name, pid: service.pid, stop: () => service.stop() });
	await noteRunning(
		keptFolder,
		started.flatMap(({ name: each, pid }) => (pid === null ? [] : [{ name: each, pid }])),
	);
	void service.ended.then(() => {
		if (stopping !== undefined) return;
		console.error(`${name} has ended by itself.\n${service.log?.() ?? ''}`);
		void stopAll().then(() => process.exit(1));
	});
}

function stopAll(): Promise<void> {
	stopping ??= (async () => {
		for (const { name, stop } of started.toReversed()) {
			await stop().catch((error: unknown) => console.error(`${name} could not be stopped: ${String(error)}`));
		}
		if (isNoted) await noteStopped(keptFolder);
	})();
	return stopping;
}

function stopOnSignals(): void {
	const stop = () => {
		if (stopping === undefined) log('\nStopping.');
		void stopAll().then(() => process.exit(0));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// The script that started this one was killed.
	process.on('disconnect', stop);
	process.channel?.unref();
}

function welcome(directusUrl: string, sandboxUrl: string | undefined, databaseKind: string): string {
	const database = {
		given: 'the given database',
		debian: 'TimescaleDB from the distribution',
		embedded: 'PostgreSQL from npm, without TimescaleDB',
	}[databaseKind as 'given'];
	return `
  Kilowatch is ready, on ${database}.

    Address    ${directusUrl}/admin/kilowatch
    Login      ${adminEmail}
    Password   ${adminPassword}

  To try next
    - open a building and look at its last month
    - connect one more meter: a building → "Connect a meter" → the consent page${holdersSide(sandboxUrl)}
    - the same readings as data: ${directusUrl}/items/iot_daily?limit=3 (with a token)

  Ctrl-C stops everything; the data is kept. "npm run reset" removes it. Logs are in ${path.relative(process.cwd(), keptFolder)}/.
`;
}

/** What the simulated operator adds; a file's meters have no test clients beside them. */
function holdersSide(sandboxUrl: string | undefined): string {
	if (sandboxUrl === undefined) return '';
	const testClients = process.env.KILOWATCH_SANDBOX_DATA
		? ''
		: `
      (its test clients 0 to 8 are there: no curve, holes, production only, a consent taken back at once …)`;

	return ` of the simulated operator${testClients}
    - see what its holder sees: ${sandboxUrl}/mon-compte`;
}

main().catch(async (error: unknown) => {
	const isSaid = error instanceof UsageError || error instanceof Unavailable;
	if (stopping === undefined) console.error(isSaid ? error.message : error);
	await stopAll();
	process.exit(1);
});
