import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isProcess } from '../process/processes.ts';
import { runCommand, type CommandResult } from '../process/run-command.ts';
import {
	findSystemPrograms,
	isRoot,
	mayReach,
	parseAccount,
	unprivilegedAccount,
	type Account,
} from '../process/system.ts';
import { Unavailable } from '../process/unavailable.ts';
import type { PostgresPrograms } from './cluster.ts';
import { folderName, linkDataFolder } from './data-folder.ts';
import { findMirror, isDebianFamily, newestTimescalePackage, targetFormat } from './debian-packages.ts';

type Log = (sentence: string) => void;

/** The release of Debian that carries PostgreSQL 17 with TimescaleDB, for machines whose own release does not. */
const donorRelease = 'trixie';
const donorPostgres = 17;
/** Newer than any release that an older debootstrap has no script for; their scripts are the same. */
const fallbackScript = 'sid';

const settings = { shared_preload_libraries: 'timescaledb', 'timescaledb.telemetry_level': 'off' };

/**
 * PostgreSQL with TimescaleDB from Debian's or Ubuntu's own packages: as installed on this machine; installed now where the
 * release has the package; else from a Debian release unpacked into `debianFolder` and run there by chroot.
 * Throws `Unavailable` with the reason in a sentence.
 */
export async function debianPrograms(
	dataLink: string,
	debianFolder: string,
	log: Log,
): Promise<{ programs: PostgresPrograms; dataFolder: string }> {
	findSystemPrograms();
	const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
	if (!isDebianFamily(osRelease)) {
		throw new Unavailable(
			'This machine is not Debian or Ubuntu, so TimescaleDB is not taken from its packages.',
		);
	}
	const installed = (await findInstalled()) ?? (isRoot() ? await install(log) : undefined);
	if (installed !== undefined) return fromMachine(installed, dataLink);
	if (!isRoot()) {
		throw new Unavailable(
			'TimescaleDB is not installed, and installing it from the distribution needs root.',
		);
	}
	if (!(await exists(debianFolder))) await unpackDonor(debianFolder, log);
	return fromDonor(debianFolder, dataLink);
}

async function fromMachine(binFolder: string, dataLink: string) {
	const owner = isRoot() ? await unprivilegedAccount() : undefined;
	await mkdir(path.dirname(dataLink), { recursive: true });
	const reachable = owner === undefined || (await mayReach(owner, path.dirname(dataLink)));
	const elsewhere = reachable ? undefined : path.join('/var/lib/kilowatch', folderName(dataLink), 'data');
	return {
		dataFolder: await linkDataFolder(dataLink, elsewhere),
		programs: {
			command: (program: string, programArguments: string[]) => ({
				file: path.join(binFolder, program),
				arguments: programArguments,
			}),
			seen: (hostPath: string) => hostPath,
			...(owner === undefined ? {} : { owner }),
			changeToOwner: owner !== undefined,
			settings,
		},
	};
}

async function fromDonor(debianFolder: string, dataLink: string) {
	const owner = await donorAccount(debianFolder);
	const dataFolder = await linkDataFolder(
		dataLink,
		path.join(debianFolder, 'srv', folderName(dataLink), 'data'),
	);
	return {
		dataFolder,
		programs: {
			command: (program: string, programArguments: string[]) => ({
				file: 'chroot',
				arguments: [
					`--userspec=${owner.uid}:${owner.gid}`,
					debianFolder,
					`/usr/lib/postgresql/${donorPostgres}/bin/${program}`,
					...programArguments,
				],
			}),
			seen: (hostPath: string) => `/${path.relative(debianFolder, hostPath)}`,
			owner,
			// chroot itself needs root, and changes to the account afterwards.
			changeToOwner: false,
			settings,
		},
	};
}

async function donorAccount(debianFolder: string): Promise<Account> {
	const { output } = await runCommand('chroot', [debianFolder, 'id', 'postgres']);
	const account = parseAccount(output);
	if (account === undefined) {
		throw new Unavailable(
			`The Debian in ${debianFolder} cannot be entered by chroot (${lastLine(output)}); removing that folder makes it anew.`,
		);
	}
	return account;
}

/** The folder of PostgreSQL's programs, where the machine has one that TimescaleDB is installed for. */
async function findInstalled(): Promise<string | undefined> {
	const base = '/usr/lib/postgresql';
	const versions = (await readdir(base).catch(() => [])).map(Number).sort((a, b) => b - a);
	for (const version of versions) {
		const folder = path.join(base, String(version));
		if ((await exists(`${folder}/lib/timescaledb.so`)) && (await exists(`${folder}/bin/postgres`))) {
			return `${folder}/bin`;
		}
	}
	return undefined;
}

/** Installs the release's own package, where it has one; does not let it start a server that nobody asked for. */
async function install(log: Log): Promise<string | undefined> {
	const search = () => runCommand('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-timescaledb$']);
	let found = newestTimescalePackage((await search()).output);
	if (found === undefined && !(await hasPackageLists())) {
		await updatePackageLists(log);
		found = newestTimescalePackage((await search()).output);
	}
	if (found === undefined) return undefined;
	log(`Installing ${found.package} from the distribution.`);
	const noMainCluster = '/etc/postgresql-common/createcluster.d/kilowatch.conf';
	await mkdir(path.dirname(noMainCluster), { recursive: true });
	await writeFile(noMainCluster, 'create_main_cluster = false\n');
	try {
		await aptGet([
			'install',
			'--yes',
			'--no-install-recommends',
			`postgresql-${found.postgres}`,
			found.package,
		]);
	} finally {
		await rm(noMainCluster, { force: true });
	}
	return findInstalled();
}

async function unpackDonor(debianFolder: string, log: Log): Promise<void> {
	await removePartialDonors(debianFolder);
	await ensureDebootstrap(log);
	const targets = await runCommand('apt-get', ['indextargets', '--format', targetFormat]);
	const mirror = findMirror(targets.output);
	if (mirror === undefined) {
		throw new Unavailable('No mirror of Debian’s archive is among the sources of this machine’s apt.');
	}
	const partialFolder = `${debianFolder}.partial-${process.pid}`;
	await mkdir(path.dirname(debianFolder), { recursive: true });
	log(
		`Unpacking Debian ${donorRelease} with TimescaleDB into ${path.relative(process.cwd(), debianFolder)}, once (about a minute, 700 MB).`,
	);
	const hasScript = await exists(`/usr/share/debootstrap/scripts/${donorRelease}`);
	const result = await runCommand(
		'debootstrap',
		[
			'--variant=minbase',
			`--include=postgresql-${donorPostgres},postgresql-${donorPostgres}-timescaledb`,
			donorRelease,
			partialFolder,
			mirror,
			...(hasScript ? [] : [fallbackScript]),
		],
		{ timeoutMs: 900_000, env: packageEnvironment() },
	);
	if (result.code !== 0) {
		await removeDonor(partialFolder);
		throw new Unavailable(`Debian ${donorRelease} could not be fetched from ${mirror}: ${reason(result)}`);
	}
	await unmountInside(partialFolder);
	await rm(path.join(partialFolder, 'var/cache/apt/archives'), { recursive: true, force: true });
	// Another run may have been quicker; both are the same.
	await rename(partialFolder, debianFolder).catch(() => removeDonor(partialFolder));
}

async function ensureDebootstrap(log: Log): Promise<void> {
	if ((await runCommand('debootstrap', ['--version'])).code === 0) return;
	log('Installing debootstrap from the distribution.');
	if (!(await hasPackageLists())) await updatePackageLists(log);
	await aptGet(['install', '--yes', '--no-install-recommends', 'debootstrap']);
}

async function hasPackageLists(): Promise<boolean> {
	const { output } = await runCommand('apt-cache', ['policy', 'debootstrap']);
	return /Candidate: \S*\d/.test(output);
}

async function updatePackageLists(log: Log): Promise<void> {
	log('Fetching the distribution’s package lists.');
	await aptGet(['update']);
}

async function aptGet(commandArguments: string[]): Promise<void> {
	const result = await runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...commandArguments], {
		timeoutMs: 600_000,
		env: packageEnvironment(),
	});
	if (result.code !== 0) {
		throw new Unavailable(
			`apt-get ${commandArguments[0] ?? ''} failed (is there a network?): ${reason(result)}`,
		);
	}
}

function packageEnvironment(): NodeJS.ProcessEnv {
	return { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
}

/** What interrupted runs have left; one that still runs keeps its own. */
async function removePartialDonors(debianFolder: string): Promise<void> {
	const parent = path.dirname(debianFolder);
	const prefix = `${path.basename(debianFolder)}.partial-`;
	for (const name of await readdir(parent).catch(() => [])) {
		if (name.startsWith(prefix) && !(await isProcess(Number(name.slice(prefix.length)), ['node']))) {
			await removeDonor(path.join(parent, name));
		}
	}
}

async function removeDonor(folder: string): Promise<void> {
	await unmountInside(folder);
	await rm(folder, { recursive: true, force: true });
}

/** debootstrap mounts /proc and /sys inside; interrupted, it leaves them, and nothing may be removed through them. */
async function unmountInside(folder: string): Promise<void> {
	const mounts = await readFile('/proc/self/mounts', 'utf8');
	const inside = mounts
		.split('\n')
		.map((line) => line.split(' ')[1] ?? '')
		.filter((place) => place.startsWith(`${folder}/`));
	for (const place of inside.reverse()) {
		const { code, output } = await runCommand('umount', [place]);
		if (code !== 0) throw new Error(`${place} could not be unmounted: ${lastLine(output)}`);
	}
}

function reason(result: CommandResult): string {
	const complaint = result.output.split('\n').findLast((line) => /^(E|Err):/.test(line));
	return complaint ?? lastLine(result.output);
}

function lastLine(text: string): string {
	return text.trim().split('\n').at(-1) ?? '';
}

function exists(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	);
}
