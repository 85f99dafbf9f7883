/** What this needs to know of Debian's package system, read from what its programs print. */

/** Lowest PostgreSQL that Kilowatch supports. */
const lowestPostgres = 15;

/** The newest `postgresql-N-timescaledb` in the answer of `apt-cache search`; undefined where there is none. */
export function newestTimescalePackage(
	searchOutput: string,
): { package: string; postgres: number } | undefined {
	const versions = [...searchOutput.matchAll(/^postgresql-(\d+)-timescaledb\b/gm)]
		.map((match) => Number(match[1]))
		.filter((version) => version >= lowestPostgres)
		.sort((a, b) => b - a);
	const postgres = versions[0];
	return postgres === undefined ? undefined : { package: `postgresql-${postgres}-timescaledb`, postgres };
}

/**
 * The mirror of Debian's own archive among the machine's sources: the lines that `apt-get indextargets --format`
 * with {@link targetFormat} prints. The archive of security updates carries no whole release and is passed over.
 */
export function findMirror(indexTargets: string): string | undefined {
	return indexTargets
		.split('\n')
		.map((line) => line.split('|'))
		.find(
			([identifier, component, uri]) =>
				identifier === 'Packages' &&
				component === 'main' &&
				uri !== undefined &&
				/\/debian\/?$/.test(uri) &&
				!uri.includes('security'),
		)?.[2];
}

export const targetFormat = '$(IDENTIFIER)|$(COMPONENT)|$(REPO_URI)';

/** Whether `/etc/os-release` is one of Debian's family. */
export function isDebianFamily(osRelease: string): boolean {
	return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
}
