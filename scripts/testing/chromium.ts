import { existsSync } from 'node:fs';
import { runCommand } from '../process/run-command.ts';
import { isRoot } from '../process/system.ts';
import { Unavailable } from '../process/unavailable.ts';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium for the browser tests: `KILOWATCH_CHROMIUM`, else a usual place, else the distribution's package, installed now.
 * Throws `Unavailable`.
 */
export async function findChromium(log: (sentence: string) => void): Promise<string> {
	const given = process.env.KILOWATCH_CHROMIUM;
	if (given) {
		if (existsSync(given)) return given;
		throw new Unavailable(`KILOWATCH_CHROMIUM names ${given}, which does not exist.`);
	}
	const found = usualPlaces.find((place) => existsSync(place));
	if (found !== undefined) return found;
	if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
		throw new Unavailable('there is no Chromium; KILOWATCH_CHROMIUM may name one.');
	}
	log('Installing Chromium from the distribution.');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update'], { env, timeoutMs: 300_000 });
	await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
		env,
		timeoutMs: 600_000,
	});
	const installed = usualPlaces.find((place) => existsSync(place));
	if (installed === undefined) throw new Unavailable('the distribution gave no Chromium.');
	return installed;
}
