/** Plain JavaScript for any Node from 16 on: it runs before the dependencies, and their newer Node, exist. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const rootFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const lowestNode = 20;

/**
 * Installs the dependencies where they are missing or another version's, then runs a TypeScript file with the Node that
 * is among them. This process ends as that one does.
 *
 * @param {string} file path in the repository
 * @param {string[]} fileArguments
 */
export function runWithDependencies(file, fileArguments) {
	const nodeComplaint = complainAboutNode(process.versions.node);
	if (nodeComplaint !== undefined) giveUp(nodeComplaint);
	if (!dependenciesAreCurrent(readJson('package-lock.json'), readJson('node_modules/.package-lock.json'))) {
		installDependencies();
	}
	const node = path.join(rootFolder, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
	if (!existsSync(node)) {
		giveUp(
			'The dependencies came without their Node (node_modules/.bin/node): run "npm install" once, with install scripts allowed.',
		);
	}
	runToTheEnd(node, [path.join(rootFolder, file), ...fileArguments]);
}

/**
 * @param {string} version such as `20.11.1`
 * @returns {string | undefined} what is wrong with it
 */
export function complainAboutNode(version) {
	if (Number(version.split('.')[0]) >= lowestNode) return undefined;
	return `Kilowatch needs Node ${lowestNode} or newer to start; this is Node ${version}. See https://nodejs.org.`;
}

/**
 * Whether what is installed is what the lock file asks for. Optional packages may be missing: they are for other machines.
 *
 * @typedef {{ packages?: Record<string, { version?: string; optional?: boolean; devOptional?: boolean; peer?: boolean; link?: boolean }> }} Lock
 * @param {Lock | undefined} wanted `package-lock.json`
 * @param {Lock | undefined} installed `node_modules/.package-lock.json`
 */
export function dependenciesAreCurrent(wanted, installed) {
	if (wanted?.packages === undefined || installed?.packages === undefined) return false;
	return Object.entries(wanted.packages).every(([place, entry]) => {
		if (!place.includes('node_modules/') || entry.link === true) return true;
		const present = installed.packages?.[place];
		if (present === undefined)
			return entry.optional === true || entry.devOptional === true || entry.peer === true;
		return present.version === entry.version;
	});
}

/**
 * @param {string} output what npm printed
 * @returns {string} why it failed, in a sentence
 */
export function explainInstallFailure(output) {
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(output)) {
		return 'npm could not reach its registry: the first start needs a network, to install the dependencies.';
	}
	if (/ENOSPC/.test(output)) return 'The disk is full: the dependencies need about 1.5 GB.';
	return '"npm install" failed; its own words are above.';
}

function installDependencies() {
	console.log('Installing the dependencies, once (one to three minutes).');
	const npmProgram = process.env.npm_execpath;
	// Not "npm ci": it refuses a lock file that lacks optional packages for other machines, as npm itself may write it.
	const npmArguments = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
	const [file, commandArguments] =
		npmProgram !== undefined && /\.c?js$/.test(npmProgram)
			? [process.execPath, [npmProgram, ...npmArguments]]
			: ['npm', npmArguments];
	const result = spawnSync(file, commandArguments, {
		cwd: rootFolder,
		stdio: ['ignore', 'inherit', 'pipe'],
		encoding: 'utf8',
	});
	if (result.status === 0) return;
	const output = `${result.stderr ?? ''}${result.error?.message ?? ''}`;
	process.stderr.write(output);
	giveUp(explainInstallFailure(output));
}

/**
 * @param {string} file
 * @param {string[]} fileArguments
 */
function runToTheEnd(file, fileArguments) {
	const child = spawn(file, fileArguments, {
		cwd: rootFolder,
		// The channel closes when this process is killed, which tells the other one to end, too.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, PATH: `${path.dirname(file)}${path.delimiter}${process.env.PATH ?? ''}` },
	});
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => child.kill(signal));
	}
	child.once('error', (error) => giveUp(`${file} could not be started: ${error.message}`));
	child.once('exit', (code, signal) => {
		process.exitCode = code ?? (signal === null ? 1 : 130);
		process.removeAllListeners();
	});
}

/** @param {string} file */
function readJson(file) {
	try {
		return JSON.parse(readFileSync(path.join(rootFolder, file), 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param {string} sentence */
function giveUp(sentence) {
	console.error(sentence);
	process.exit(1);
}
