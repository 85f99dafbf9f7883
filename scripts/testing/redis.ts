import { existsSync } from 'node:fs';
import { installPackage, mayInstallPackages } from './distribution.ts';

/**
 * Redis is one program under several names and serves where it is called `redis-server`. The distribution's package of the server
 * would start one that nobody asked for; its tools bring the same program and start nothing.
 */
const usualPlaces = [
	'/usr/bin/redis-server',
	'/usr/local/bin/redis-server',
	'/opt/homebrew/bin/redis-server',
	'/usr/bin/redis-check-rdb',
];

/** The program of Redis, installed now from the distribution where that is possible; undefined where there is none. */
export async function provideRedis(): Promise<string | undefined> {
	const find = () => usualPlaces.find((place) => existsSync(place));
	const found = find();
	if (found !== undefined || !mayInstallPackages()) return found;
	await installPackage('redis-tools');

	return find();
}
