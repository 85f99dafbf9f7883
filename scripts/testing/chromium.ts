import { existsSync } from 'node:fs';
import { Unavailable } from '../process/unavailable.ts';
import { installPackage, mayInstallPackages } from './distribution.ts';

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
	if (!mayInstallPackages()) {
		throw new Unavailable('there is no Chromium; KILOWATCH_CHROMIUM may name one.');
	}
	log('Installing Chromium from the distribution.');
	await installPackage('chromium');
	const installed = usualPlaces.find((place) => existsSync(place));
	if (installed === undefined) throw new Unavailable('the distribution gave no Chromium.');
	return installed;
}
