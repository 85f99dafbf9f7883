import path from 'node:path';
import { Unavailable } from '../process/unavailable.ts';
import { keptFolder } from '../paths.ts';
import { startCluster } from './cluster.ts';
import type { DatabaseKind, ProvidedDatabase } from './connection.ts';
import { debianPrograms } from './debian.ts';
import { embeddedPrograms } from './embedded.ts';
import { giveDatabase, isDatabaseGiven } from './given.ts';

export interface ProvideOptions {
	/** only this way; without it the first of given, debian and embedded that works */
	kind?: DatabaseKind | undefined;
	/** where data, password and log of a server of ours are kept */
	folder: string;
	/** the loopback port of a server of ours */
	port: number;
	/** false: quicker, and a power cut may break the data; for tests */
	durable?: boolean;
	/** takes a sentence for the person at the terminal */
	log: (sentence: string) => void;
	environment?: NodeJS.ProcessEnv;
}

/** Where a Debian release with TimescaleDB is unpacked; `KILOWATCH_DEBIAN_FOLDER` lets several checkouts share one. */
function debianFolder(environment: NodeJS.ProcessEnv): string {
	return path.resolve(environment.KILOWATCH_DEBIAN_FOLDER || path.join(keptFolder, 'debian'));
}

export function dataLink(folder: string, kind: DatabaseKind): string {
	return path.join(folder, `${kind}-data`);
}

/**
 * Gets a PostgreSQL database: the given one; else TimescaleDB from the distribution; else PostgreSQL from npm. A way that is
 * not open here is said in a sentence, and the next one taken, unless one was asked for by name.
 */
export async function provideDatabase(options: ProvideOptions): Promise<ProvidedDatabase> {
	const environment = options.environment ?? process.env;
	if (options.kind === 'given' || (options.kind === undefined && isDatabaseGiven(environment))) {
		return giveDatabase(environment);
	}
	if (options.kind !== undefined) return startKind(options.kind, options, environment);
	try {
		return await startKind('debian', options, environment);
	} catch (error) {
		if (!(error instanceof Unavailable)) throw error;
		options.log(error.message);
		options.log('Taking PostgreSQL from npm instead, without TimescaleDB.');
		return startKind('embedded', options, environment);
	}
}

async function startKind(
	kind: 'debian' | 'embedded',
	options: ProvideOptions,
	environment: NodeJS.ProcessEnv,
): Promise<ProvidedDatabase> {
	const link = dataLink(path.resolve(options.folder), kind);
	const { programs, dataFolder } =
		kind === 'debian'
			? await debianPrograms(link, debianFolder(environment), options.log)
			: await embeddedPrograms(link);
	const { connection, service } = await startCluster({
		name: kind,
		programs,
		dataFolder,
		folder: path.resolve(options.folder),
		port: options.port,
		durable: options.durable ?? true,
	});
	return { kind, connection, pid: service.pid, ended: service.ended, stop: () => service.stop() };
}
