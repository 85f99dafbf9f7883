/**
 * `npm test`: everything there is to check, part by part; `--only unit,integration` runs a choice. The last line alone is
 * `N passed, N failed, N skipped`.
 *
 * The suites get what they need by environment variables. Each may be set from outside, and is used as it is then:
 *
 * - `KILOWATCH_TEST_TIMESCALEDB_URL`, `KILOWATCH_TEST_POSTGRESQL_URL`: servers whose account may create databases; each
 *   suite makes its own. Without the first, a server that `DB_*` names is used if it has TimescaleDB: so checks that need the
 *   Community edition run.
 * - `KILOWATCH_TEST_DATABASE_KIND` (`timescaledb`, `postgresql`): which of the two a run is for; set here.
 * - `KILOWATCH_CHROMIUM`: the browser's program.
 * - `KILOWATCH_TEST_RESULT`: the file that a run's counts go to; set here.
 * - `CI`: `true` makes a part that could not run count as failed.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundle } from './build.ts';
import { keptFolder, nodeProgram, rootFolder } from './paths.ts';
import { runCommand } from './process/run-command.ts';
import { Unavailable } from './process/unavailable.ts';
import { UsageError } from './start/options.ts';
import { findChromium } from './testing/chromium.ts';
import { chooseParts, inLanes, type PartName } from './testing/parts.ts';
import { removeOldRuns, testServers, type TestServers, type TestServerUrl } from './testing/servers.ts';
import {
	addResults,
	couldNotRun,
	emptyResult,
	exitCode,
	failedParts,
	skipReasons,
	summaryLine,
	type PartResult,
} from './testing/tally.ts';

const isCi = process.env.CI === 'true';
const testsFolder = path.join(keptFolder, 'test');
const runFolder = path.join(testsFolder, String(process.pid));
const log = (sentence: string) => console.log(sentence);

/** Checks that are a program of their own, each one test: the npm script, and the workspace it belongs to. */
const checks: Partial<Record<PartName, { script: string; workspace?: string; timeoutMs: number }>> = {
	lint: { script: 'lint', timeoutMs: 420_000 },
	types: { script: 'types', timeoutMs: 240_000 },
	'dead-code': { script: 'dead-code', timeoutMs: 120_000 },
	arrows: { script: 'arrows', timeoutMs: 120_000 },
	validate: { script: 'validate', workspace: 'extensions/kilowatch', timeoutMs: 60_000 },
};

const suites = {
	unit: 300_000,
	integration: 900_000,
	chaos: 480_000,
	e2e: 1_800_000,
	browser: 1_500_000,
};

async function main(): Promise<Partial<Record<PartName, PartResult>>> {
	const chosen = chooseParts(process.argv.slice(2));
	await removeOldRuns(testsFolder);
	await mkdir(runFolder, { recursive: true });
	const servers = testServers(runFolder, log);
	stopOnSignals(servers);
	try {
		return await runParts(chosen, servers);
	} finally {
		await servers.stop();
	}
}

async function runParts(
	chosen: Set<PartName>,
	servers: TestServers,
): Promise<Partial<Record<PartName, PartResult>>> {
	const results: Partial<Record<PartName, PartResult>> = {};
	const run = async (parts: PartName[]) => {
		for (const part of parts) {
			log(`\n── ${part}`);
			const startedAt = Date.now();
			const result = await runPart(part, servers);
			log(`${part}: ${summaryLine(result)} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
			results[part] = result;
		}
	};
	const { beside, before, after } = inLanes(chosen);
	await Promise.all([run(beside), run(before)]);
	await run(after);

	return results;
}

async function runPart(part: PartName, servers: TestServers): Promise<PartResult> {
	switch (part) {
		case 'build':
			return build();
		case 'unit':
			return runSuite('unit', part, {});
		case 'snapshot':
			return withServer(part, await bestServer(servers), checkSnapshot);
		case 'integration-timescaledb':
			return withServer(part, await timescaleServer(servers), (environment) =>
				runSuite('integration', part, environment),
			);
		case 'integration-postgresql':
			return withServer(part, await postgresServer(servers), (environment) =>
				runSuite('integration', part, environment),
			);
		case 'chaos':
			return withServer(part, await bestServer(servers), (environment) =>
				runSuite('chaos', part, environment),
			);
		case 'e2e':
			return withServer(part, await bestServer(servers), (environment) => runSuite('e2e', part, environment));
		case 'browser':
			return withServer(part, await bestServer(servers), (environment) => runBrowser(part, environment));
		default:
			return runCheck(part);
	}
}

async function build(): Promise<PartResult> {
	try {
		await buildBundle(log);
		return { ...emptyResult, passed: 1 };
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return { ...emptyResult, failed: 1 };
	}
}

async function runCheck(part: PartName): Promise<PartResult> {
	const check = checks[part];
	if (check === undefined) throw new Error(`There is no check for the part ${part}`);
	const { code, output } = await runCommand(
		'npm',
		[
			'run',
			'--silent',
			check.script,
			...(check.workspace === undefined ? [] : ['--workspace', check.workspace]),
		],
		{ cwd: rootFolder, timeoutMs: check.timeoutMs },
	);
	return countCheck(code, output);
}

async function checkSnapshot(environment: NodeJS.ProcessEnv): Promise<PartResult> {
	if (!existsSync(path.join(rootFolder, 'scripts/snapshot.ts'))) {
		return couldNotRunPart('snapshot', 'there is no scripts/snapshot.ts.');
	}
	const { code, output } = await runCommand(nodeProgram, ['scripts/snapshot.ts', '--check'], {
		cwd: rootFolder,
		env: { ...process.env, ...environment },
		timeoutMs: 180_000,
	});
	return countCheck(code, output);
}

function countCheck(code: number | null, output: string): PartResult {
	if (code === 0) return { ...emptyResult, passed: 1 };
	console.error(output.trim());
	return { ...emptyResult, failed: 1 };
}

async function runBrowser(part: PartName, environment: NodeJS.ProcessEnv): Promise<PartResult> {
	try {
		return await runSuite('browser', part, { ...environment, KILOWATCH_CHROMIUM: await findChromium(log) });
	} catch (error) {
		if (error instanceof Unavailable) return couldNotRunPart(part, error.message);
		throw error;
	}
}

/** Runs one of vitest's projects; a run that leaves no counts, or was ended by its time limit, has failed. */
async function runSuite(
	project: keyof typeof suites,
	part: PartName,
	environment: NodeJS.ProcessEnv,
): Promise<PartResult> {
	const resultFile = path.join(runFolder, `${part}.json`);
	await rm(resultFile, { force: true });
	const vitest = path.join(rootFolder, 'node_modules/vitest/vitest.mjs');
	const reporter = fileURLToPath(import.meta.resolve('./testing/vitest-reporter.ts'));
	const { code } = await runCommand(
		nodeProgram,
		[
			vitest,
			'run',
			'--project',
			project,
			'--passWithNoTests',
			'--reporter=default',
			`--reporter=${reporter}`,
		],
		{
			cwd: rootFolder,
			env: { ...process.env, ...environment, KILOWATCH_TEST_RESULT: resultFile },
			timeoutMs: suites[project],
			onOutput: (text) => process.stdout.write(text),
		},
	);
	const counts = existsSync(resultFile)
		? (JSON.parse(await readFile(resultFile, 'utf8')) as PartResult)
		: undefined;
	if (code === null) {
		console.error(`${part} took longer than ${suites[project] / 1000} s and was ended.`);
		return { ...(counts ?? emptyResult), failed: (counts?.failed ?? 0) + 1 };
	}
	if (counts === undefined) return { ...emptyResult, failed: 1 };
	if (counts.passed + counts.failed + counts.skipped.length === 0) {
		return couldNotRunPart(part, 'there is no test for it.');
	}
	const failedWithoutTest = code !== 0 && counts.failed === 0 ? 1 : 0;
	return { ...counts, failed: counts.failed + failedWithoutTest };
}

type ServerEnvironment = { environment: NodeJS.ProcessEnv } | { missing: string };

/** The environment in which both servers that could be had are named, and one is the run's. */
async function withServer(
	part: PartName,
	server: ServerEnvironment,
	run: (environment: NodeJS.ProcessEnv) => Promise<PartResult>,
): Promise<PartResult> {
	return 'missing' in server ? couldNotRunPart(part, server.missing) : run(server.environment);
}

async function timescaleServer(servers: TestServers): Promise<ServerEnvironment> {
	return serverEnvironment('timescaledb', 'KILOWATCH_TEST_TIMESCALEDB_URL', await servers.timescaledb());
}

async function postgresServer(servers: TestServers): Promise<ServerEnvironment> {
	return serverEnvironment('postgresql', 'KILOWATCH_TEST_POSTGRESQL_URL', await servers.postgresql());
}

/** TimescaleDB where it can be had: what users are told to run. */
async function bestServer(servers: TestServers): Promise<ServerEnvironment> {
	const server = await timescaleServer(servers);
	return 'missing' in server ? postgresServer(servers) : server;
}

function serverEnvironment(kind: string, variable: string, server: TestServerUrl): ServerEnvironment {
	if ('missing' in server) return server;
	return { environment: { [variable]: server.url, KILOWATCH_TEST_DATABASE_KIND: kind } };
}

function couldNotRunPart(part: PartName, reason: string): PartResult {
	log(`${part} could not run: ${reason}`);
	return couldNotRun(part, reason, isCi);
}

function stopOnSignals(servers: TestServers): void {
	let isStopping = false;
	const stop = () => {
		if (isStopping) return;
		isStopping = true;
		void servers.stop().finally(() => process.exit(130));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	// The script that started this one was killed.
	process.on('disconnect', stop);
	process.channel?.unref();
}

try {
	const results = await main();
	const total = addResults(Object.values(results));
	for (const line of failedParts(results)) log(line);
	for (const reason of skipReasons(total.skipped)) log(reason);
	log(`\n${summaryLine(total)}`);
	process.exitCode = exitCode(total);
} catch (error) {
	console.error(error instanceof UsageError ? error.message : error);
	process.exitCode = 1;
}
