import { describe, expect, it } from 'vitest';
import { findMirror, isDebianFamily, newestTimescalePackage } from './debian-packages.ts';

describe('the newest TimescaleDB package', () => {
	it('is the one of the highest supported PostgreSQL', () => {
		const output = [
			'postgresql-9-timescaledb - old',
			'postgresql-14-timescaledb - old',
			'postgresql-17-timescaledb - Scalable open-source time-series database',
			'postgresql-17-timescaledb-dbgsym - debug symbols',
			'postgresql-16-timescaledb - Scalable open-source time-series database',
		].join('\n');
		expect(newestTimescalePackage(output)).toEqual({ package: 'postgresql-17-timescaledb', postgres: 17 });
	});

	it('is none where only unsupported ones, or none at all, are offered', () => {
		expect(newestTimescalePackage('postgresql-14-timescaledb - old\n')).toBeUndefined();
		expect(newestTimescalePackage('')).toBeUndefined();
	});
});

describe('the mirror', () => {
	it('is the machine’s own for Debian’s archive', () => {
		const targets = [
			'Packages|main|https://deb.nodesource.example/node_20.x/',
			'Packages|main|http://mirror.example/debian-security/',
			'Translations|main|http://wrong.example/debian/',
			'Packages|contrib|http://wrong.example/debian/',
			'Packages|main|http://mirror.example/debian/',
		].join('\n');
		expect(findMirror(targets)).toBe('http://mirror.example/debian/');
	});

	it('is unknown where no source is Debian’s archive', () => {
		expect(findMirror('Packages|main|http://archive.ubuntu.example/ubuntu/\n')).toBeUndefined();
	});
});

it.each([
	['PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
	['ID=ubuntu\nID_LIKE=debian\n', true],
	['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
	['ID=alpine\n', false],
	['NAME="debian"\nID="fedora"\n', false],
])('of Debian’s family, by os-release: %j %s', (osRelease, expected) => {
	expect(isDebianFamily(osRelease)).toBe(expected);
});
