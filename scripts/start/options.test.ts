import { describe, expect, it } from 'vitest';
import { busyPortSentence, readStartOptions } from './options.ts';

describe('the options of npm start', () => {
	it('have defaults', () => {
		expect(readStartOptions([], {})).toEqual({
			help: false,
			reset: false,
			database: undefined,
			port: 8055,
			databasePort: 8054,
			sandboxPort: 8060,
			demoBuildings: 12,
		});
	});

	it('come from variables, and from flags before those', () => {
		const environment = {
			PORT: '9000',
			KILOWATCH_DATABASE: 'embedded',
			KILOWATCH_DATABASE_PORT: '9001',
			KILOWATCH_SANDBOX_PORT: '9002',
			KILOWATCH_DEMO_BUILDINGS: '0',
		};
		const flags = ['--port', '9100', '--database=debian', '--demo-buildings', '24', '--reset'];
		expect(readStartOptions(flags, environment)).toEqual({
			help: false,
			reset: true,
			database: 'debian',
			port: 9100,
			databasePort: 9001,
			sandboxPort: 9002,
			demoBuildings: 24,
		});
	});

	it.each([
		[['--port', '0'], {}, '--port is a port from 1 to 65535, not "0".'],
		[['--port', '80x'], {}, '--port is a port from 1 to 65535, not "80x".'],
		[[], { PORT: '70000' }, 'PORT is a port from 1 to 65535, not "70000".'],
		[['--database', 'mysql'], {}, '--database is debian, embedded or given, not "mysql".'],
		[['--demo-buildings', '-1'], {}, /--demo-buildings/],
		[['--prot', '1'], {}, /Unknown option '--prot'/],
		[['--sandbox-port', '8055'], {}, 'Directus, the database and the sandbox need three different ports.'],
	])('are refused with a sentence: %j %j', (flags, environment, sentence) => {
		expect(() => readStartOptions(flags, environment)).toThrow(sentence);
	});
});

it('a busy port names the flag that changes it', () => {
	expect(busyPortSentence(8055, 'Directus', '--port')).toBe(
		'Port 8055, meant for Directus, is used by another program: choose another with "npm start -- --port N".',
	);
});
