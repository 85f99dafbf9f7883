import { describe, expect, it } from 'vitest';
import { complainAboutNode, dependenciesAreCurrent, explainInstallFailure } from './dependencies.mjs';

describe('the Node that starts', () => {
	it('may be 20 or newer', () => {
		expect(complainAboutNode('20.0.0')).toBeUndefined();
		expect(complainAboutNode('24.21.0')).toBeUndefined();
	});

	it('is told to be too old, with both versions', () => {
		expect(complainAboutNode('18.19.1')).toBe(
			'Kilowatch needs Node 20 or newer to start; this is Node 18.19.1. See https://nodejs.org.',
		);
	});
});

describe('the dependencies', () => {
	const wanted = {
		packages: {
			'': {},
			sandbox: { version: '0.1.0' },
			'node_modules/kilowatch-sandbox': { link: true },
			'node_modules/zod': { version: '4.1.12' },
			'node_modules/@x/darwin': { version: '1.0.0', optional: true },
		},
	};

	it('are current when every package has the wanted version', () => {
		expect(dependenciesAreCurrent(wanted, { packages: { 'node_modules/zod': { version: '4.1.12' } } })).toBe(
			true,
		);
	});

	it('are not current when one is missing or another version', () => {
		expect(dependenciesAreCurrent(wanted, undefined)).toBe(false);
		expect(dependenciesAreCurrent(wanted, { packages: {} })).toBe(false);
		expect(dependenciesAreCurrent(wanted, { packages: { 'node_modules/zod': { version: '4.1.11' } } })).toBe(
			false,
		);
	});
});

describe('a failed installation', () => {
	it('without a network is said as such', () => {
		expect(explainInstallFailure('npm error code ENOTFOUND\nnpm error getaddrinfo ENOTFOUND r.example')).toBe(
			'npm could not reach its registry: the first start needs a network, to install the dependencies.',
		);
	});

	it('for another reason points to npm’s words', () => {
		expect(explainInstallFailure('npm error something else')).toBe(
			'"npm install" failed; its own words are above.',
		);
	});
});
